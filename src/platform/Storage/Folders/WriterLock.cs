using System.Globalization;
using Kirana.Data;

namespace Kirana.Storage.Folders;

/// <summary>The right to write to a shop, held by one process at a time. The operating system frees it when the process ends, however it ends.</summary>
internal sealed class WriterLock : IDisposable
{
    // EROFS, as .NET passes it on.
    private const int ReadOnlyFileSystem = 30;

    private readonly FileStream _file;

    private WriterLock(FileStream file) => _file = file;

    /// <summary>Takes the lock and leaves a note of who holds it.</summary>
    /// <param name="folder">The shop.</param>
    /// <param name="clock">The clock.</param>
    /// <exception cref="DataException">Another process holds it (<c>shop-locked</c>, naming the holder), or the folder cannot be written.</exception>
    public static WriterLock Take(ShopFolder folder, TimeProvider clock)
    {
        var path = Path.Combine(folder.Data, "writer.lock");
        // The note is a file of its own: Windows lets nobody read a locked file.
        var note = Path.Combine(folder.Data, "writer.txt");
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var command = Path.GetFileName(Environment.ProcessPath ?? "a program");
            File.WriteAllText(note, string.Create(CultureInfo.InvariantCulture,
                $"process {Environment.ProcessId} ({command}) since {clock.GetUtcNow():yyyy-MM-dd HH:mm:ss} UTC"));
            return new WriterLock(file);
        }
        catch (Exception error) when (error is UnauthorizedAccessException || error is IOException { HResult: ReadOnlyFileSystem })
        {
            throw new DataException($"The shop in '{folder.Root}' cannot be written: {error.Message}", error)
            {
                Code = "read-only-folder", File = folder.Root, Hint = "Give this user the right to write there.",
            };
        }
        catch (IOException error)
        {
            throw new DataException($"The shop in '{folder.Root}' is being written by {Holder(note)}.", error)
            {
                Code = "shop-locked", File = folder.Root, Hint = "Wait until it is done, or stop it; reading is possible meanwhile.",
            };
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static string Holder(string note)
    {
        try
        {
            return File.ReadAllText(note);
        }
        catch (IOException)
        {
            return "another process";
        }
    }
}
