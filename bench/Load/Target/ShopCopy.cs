namespace Kirana.Bench.Load.Target;

/// <summary>A copy of a shop to write into, gone afterwards.</summary>
internal sealed class ShopCopy : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kirana-load-");

    /// <summary>Copies a shop that nobody writes.</summary>
    /// <param name="shop">The shop's folder.</param>
    public ShopCopy(string shop)
    {
        foreach (var file in Directory.EnumerateFiles(shop, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(Folder, Path.GetRelativePath(shop, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    /// <summary>The copy's folder.</summary>
    public string Folder => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
