namespace Kirana.Tests.Platform.Storage;

/// <summary>A folder that is gone after the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("kirana-test-").FullName;

    public string Shop => System.IO.Path.Combine(Path, "shop");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
