namespace Kirana.Storage.Folders;

/// <summary>Where the parts of a shop lie.</summary>
/// <param name="root">The shop's folder.</param>
internal sealed class ShopFolder(string root)
{
    /// <summary>The shop's folder as an absolute path.</summary>
    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>The settings.</summary>
    public string Settings => Path.Combine(Root, "kirana.json");

    /// <summary>Everything recorded.</summary>
    public string Data => Path.Combine(Root, "data");

    /// <summary>The control database: fresh rows, manifest, receipts, models.</summary>
    public string Control => Path.Combine(Data, "control.db");

    /// <summary>Sealed rows.</summary>
    public string Segments => Path.Combine(Data, "segments");

    /// <summary>Segments that no transaction knows yet; emptied at open.</summary>
    public string Staging => Path.Combine(Data, "staging");

    /// <summary>Space for sorts and joins that do not fit into memory; emptied at open.</summary>
    public string Scratch => Path.Combine(Data, "scratch");

    /// <summary>Vectors of items that came from outside; made with the first.</summary>
    public string Vectors => Path.Combine(Data, "vectors");

    /// <summary>Model files by area.</summary>
    public string Models => Path.Combine(Root, "models");

    /// <summary>Reports for people.</summary>
    public string Reports => Path.Combine(Root, "reports");

    /// <summary>Makes every folder.</summary>
    public void Make()
    {
        foreach (var folder in (string[])[Root, Data, Segments, Staging, Scratch, Models, Reports])
            Directory.CreateDirectory(folder);
        DurableFiles.FlushFolder(Data);
        DurableFiles.FlushFolder(Root);
    }

    /// <summary>A path as messages and the manifest name it: relative to the shop, with forward slashes.</summary>
    /// <param name="path">A path inside the shop.</param>
    public string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');
}
