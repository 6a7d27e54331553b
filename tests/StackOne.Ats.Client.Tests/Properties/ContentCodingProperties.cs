using CsCheck;
using StackOne.Ats.Client.Serialization;
using StackOne.Ats.Client.Tests.Support;

namespace StackOne.Ats.Client.Tests.Properties;

public class ContentCodingProperties
{
    [Fact]
    public void IsEncoded_AnythingThatIsEncoded_IsRecognized() =>
        Gen.Select(Gen.String[1, 1000], Gen.OneOf("gzip", "deflate", "br")).Sample((text, coding) =>
            DecodedStream.IsEncoded(coding, Compression.Compress(coding, text).AsSpan(0, 2), isFile: false));
}
