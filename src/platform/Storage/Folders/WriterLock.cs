using System.Globalization;
using Kirana.Data;

namespace Kirana.Storage.Folders;

/// <summary>The right to write to a shop, held by one process at a time. The operating system frees it when the process ends, however it ends.</summary>
internal sealed class WriterLock : IDisposable
{
    // EROFS, as .NET passes it on.
    private const int ReadOnlyFileSystem = 30;

    private const string Moment = ", for a moment";

    private static readonly TimeSpan s_doubt = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly FileStream _file;

    private WriterLock(FileStream file) => _file = file;

    /// <summary>Takes the lock and leaves a note of who holds it. Waits for a holder that holds it for a moment, as a server does that seals.
    /// Who waits is the next: whoever only tries leaves it the lock.</summary>
    /// <param name="folder">The shop.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="moment">Whether it is held for a moment only.</param>
    /// <exception cref="DataException">Another process holds it (<c>shop-locked</c>, naming the holder), or the folder cannot be written.</exception>
    public static WriterLock Take(ShopFolder folder, TimeProvider clock, bool moment = false)
    {
        FileStream? next = null;
        try
        {
            return Take(folder, clock, moment, ref next);
        }
        finally
        {
            next?.Dispose();
        }
    }

    /// <summary>Takes the lock for a moment if nobody holds it or waits for it.</summary>
    /// <param name="folder">The shop.</param>
    /// <param name="clock">The clock.</param>
    /// <returns>The lock, or <see langword="null"/>.</returns>
    public static WriterLock? TryTake(ShopFolder folder, TimeProvider clock)
    {
        try
        {
            using var next = Next(folder);
            return Taken(folder, clock, moment: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static WriterLock Take(ShopFolder folder, TimeProvider clock, bool moment, ref FileStream? next)
    {
        var start = TimeProvider.System.GetTimestamp();
        var wait = new SpinWait();
        while (true)
        {
            try
            {
                next ??= Next(folder);
                return Taken(folder, clock, moment);
            }
            catch (IOException error) when (error.HResult != ReadOnlyFileSystem)
            {
                var holder = Holder(folder);
                // At first the note may be of the holder before.
                if (TimeProvider.System.GetElapsedTime(start) > (holder.EndsWith(Moment, StringComparison.Ordinal) ? s_patience : s_doubt))
                    throw new DataException($"The shop in '{folder.Root}' is being written by {holder}.", error)
                    {
                        Code = "shop-locked", File = folder.Root, Hint = "Wait until it is done, or stop it; reading is possible meanwhile.",
                    };
            }
            catch (Exception error) when (error is UnauthorizedAccessException or IOException)
            {
                throw new DataException($"The shop in '{folder.Root}' cannot be written: {error.Message}", error)
                {
                    Code = "read-only-folder", File = folder.Root, Hint = "Give this user the right to write there.",
                };
            }

            wait.SpinOnce();
        }
    }

    private static FileStream Next(ShopFolder folder) =>
        new(Path.Combine(folder.Data, "next.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    private static WriterLock Taken(ShopFolder folder, TimeProvider clock, bool moment)
    {
        var file = new FileStream(Path.Combine(folder.Data, "writer.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        try
        {
            var command = Path.GetFileName(Environment.ProcessPath ?? "a program");
            File.WriteAllText(NoteOf(folder), string.Create(CultureInfo.InvariantCulture,
                $"process {Environment.ProcessId} ({command}) since {clock.GetUtcNow():yyyy-MM-dd HH:mm:ss} UTC{(moment ? Moment : "")}"));
            return new WriterLock(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    // A file of its own: Windows lets nobody read a locked one.
    private static string NoteOf(ShopFolder folder) => Path.Combine(folder.Data, "writer.txt");

    private static string Holder(ShopFolder folder)
    {
        try
        {
            return File.ReadAllText(NoteOf(folder));
        }
        catch (IOException)
        {
            return "another process";
        }
    }
}
