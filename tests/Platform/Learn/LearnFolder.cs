namespace Kirana.Tests.Platform.Learn;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class LearnFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("kirana-test-").FullName;

    public string this[string name] => Path.Combine(_path, name);

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
