using System.Buffers;
using System.IO.Compression;
using System.Text;
using StackOne.Ats.Client.Serialization;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Serialization;

/// <summary>What the first bytes of a body say.</summary>
public class DecodedStreamTests
{
    [Theory]
    [InlineData("gzip", "", false)]
    [InlineData("gzip", "1F", true)]
    [InlineData("gzip", "1F8B", true)]
    [InlineData("gzip", "1F8C", false)]
    [InlineData("gzip", "1E8B", false)]
    [InlineData("gzip", "8B", false)]
    [InlineData("deflate", "", false)]
    [InlineData("deflate", "78", false)]
    [InlineData("deflate", "7801", true)]
    [InlineData("deflate", "785E", true)]
    [InlineData("deflate", "789C", true)]
    [InlineData("deflate", "78DA", true)]
    // The smallest window.
    [InlineData("deflate", "081D", true)]
    // Another method, a window that is too large, a wrong check, and a dictionary that nobody has.
    [InlineData("deflate", "7918", false)]
    [InlineData("deflate", "881C", false)]
    [InlineData("deflate", "789D", false)]
    [InlineData("deflate", "7820", false)]
    [InlineData("br", "", false)]
    [InlineData("br", "7B", false)]
    [InlineData("br", "3C68", false)]
    [InlineData("br", "EFBB", false)]
    [InlineData("br", "0B02", true)]
    // A list, or the whole of a body in Brotli of 64 KiB or more.
    [InlineData("br", "5B7B", true)]
    public void IsEncoded_Head_IsThatOfTheCoding(string coding, string head, bool expected) =>
        Assert.Equal(expected, DecodedStream.IsEncoded(coding, Convert.FromHexString(head), isFile: false));

    /// <summary>Raw deflate begins with anything. A file that may be compressed must not be taken for the file itself.</summary>
    [Theory]
    [InlineData("gzip", "2550", false)]
    [InlineData("deflate", "", false)]
    [InlineData("deflate", "2550", true)]
    [InlineData("br", "7B5C", false)]
    public void IsEncoded_HeadOfAFile_IsThatOfTheCoding(string coding, string head, bool expected) =>
        Assert.Equal(expected, DecodedStream.IsEncoded(coding, Convert.FromHexString(head), isFile: true));

    /// <summary>What <see cref="DecodedStream.IsEncoded"/> relies on: no body in Brotli begins as text does.</summary>
    [Theory]
    [InlineData('{')]
    [InlineData('<')]
    [InlineData('\u00ef')]
    public void Brotli_FirstByteOfText_IsNeverValid(char first)
    {
        for (int second = 0; second <= byte.MaxValue; second++)
        {
            using var decoder = new BrotliDecoder();
            Assert.Equal(OperationStatus.InvalidData, decoder.Decompress([(byte)first, (byte)second], new byte[10], out _, out _));
        }
    }

    [Fact]
    public async Task Read_CanceledWithinTheHead_ContinuesWhereItWas()
    {
        using var source = new CancellationTokenSource();
        byte[] bytes = Compression.Compress("gzip", "the file");
        var body = new ScriptedStream(
        [
            ScriptedStream.Bytes(bytes.AsMemory(0, 1)),
            async _ =>
            {
                await source.CancelAsync();
                source.Token.ThrowIfCancellationRequested();
                return default;
            },
            ScriptedStream.Bytes(bytes.AsMemory(1)),
        ]);
        await using var stream = new DecodedStream(body, "gzip", isFile: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await stream.ReadExactlyAsync(new byte[1], source.Token));
        using var reader = new StreamReader(stream);

        Assert.Equal("the file", await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Into buffers that are smaller than what was looked at.</summary>
    [Fact]
    public async Task Read_NotEncoded_GivesEveryByteOnce()
    {
        await using var stream = new DecodedStream(new MemoryStream(Encoding.ASCII.GetBytes("file")), "gzip", isFile: true);
        byte[] buffer = new byte[1];
        var read = new List<byte>();

        while (await stream.ReadAsync(buffer, TestContext.Current.CancellationToken) > 0)
        {
            read.Add(buffer[0]);
        }

        Assert.Equal("file"u8.ToArray(), read);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Dispose_ReadOrNot_DisposesTheSource(bool read)
    {
        var body = new ScriptedStream([ScriptedStream.Text("file")]);
        var stream = new DecodedStream(body, "gzip", isFile: true);
        if (read)
        {
            Assert.Equal('f', stream.ReadByte());
        }

        stream.Dispose();

        Assert.True(body.Disposed);
    }
}
