namespace Kirana.Storage.Folders;

/// <summary>The sign that a shop is open somewhere. While anybody else holds one, no file that an older state names is removed.</summary>
internal sealed class Presence : IDisposable
{
    private readonly FileStream? _file;

    private Presence(FileStream? file) => _file = file;

    /// <summary>Shows presence. In a folder that cannot be written nobody can remove files either, so none is needed.</summary>
    /// <param name="folder">The shop.</param>
    public static Presence Show(ShopFolder folder)
    {
        try
        {
            return new Presence(new FileStream(Path.Combine(folder.Data, "present.lock"), FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read));
        }
        catch (UnauthorizedAccessException)
        {
            return new Presence(null);
        }
        catch (IOException)
        {
            // Somebody is tidying up and will be done before we know which files we need.
            return new Presence(null);
        }
    }

    /// <summary>Does something only if nobody else is present.</summary>
    /// <param name="folder">The shop.</param>
    /// <param name="action">What to do.</param>
    public static void IfAlone(ShopFolder folder, Action action)
    {
        try
        {
            using var alone = new FileStream(Path.Combine(folder.Data, "present.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            action();
        }
        catch (IOException)
        {
            // Somebody reads: the files stay until the next time.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();
}
