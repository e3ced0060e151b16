namespace Kirana.Storage.Folders;

/// <summary>The sign that a shop is open somewhere. While anybody else holds one, no file that an older state names is removed.</summary>
internal sealed class Presence : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly ShopFolder _folder;
    private FileStream? _file;

    private Presence(ShopFolder folder)
    {
        _folder = folder;
        _file = Shown(folder);
    }

    /// <summary>Shows presence. In a folder that cannot be written nobody can remove files either, so none is needed.</summary>
    /// <param name="folder">The shop.</param>
    public static Presence Show(ShopFolder folder) => new(folder);

    /// <summary>Does something only if nobody but this shop is present.</summary>
    /// <param name="action">What to do.</param>
    public void IfAlone(Action action)
    {
        _file?.Dispose();
        try
        {
            IfAlone(_folder, action);
        }
        finally
        {
            _file = Shown(_folder);
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

    private static FileStream? Shown(ShopFolder folder)
    {
        var start = TimeProvider.System.GetTimestamp();
        var wait = new SpinWait();
        while (true)
            try
            {
                return new FileStream(Path.Combine(folder.Data, "present.lock"), FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read);
            }
            catch (UnauthorizedAccessException)
            {
                return null;
            }
            catch (IOException)
            {
                // Somebody is tidying up, which takes a moment; a file system that cannot be written fails for ever.
                if (TimeProvider.System.GetElapsedTime(start) > s_patience)
                    return null;
                wait.SpinOnce();
            }
    }
}
