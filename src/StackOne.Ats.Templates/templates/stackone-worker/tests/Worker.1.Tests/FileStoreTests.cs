using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Worker._1.Tests;

public sealed class FileStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("progress-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Progress_AfterARestart_IsThatWhichWasSaved()
    {
        var progress = new Progress(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1), "a cursor");

        await Create().SaveAsync("account/1", [], progress, Token);

        Assert.Equal(progress, await Create().LoadAsync("account/1", Token));
        Assert.Equal(new Progress(), await Create().LoadAsync("account/2", Token));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private FileStore Create() => new(
        new ConfigurationBuilder().AddInMemoryCollection([new("Progress", _folder)]).Build(),
        NullLogger<FileStore>.Instance);
}
