using Kirana.Data;

namespace Kirana.Storage.Folders;

/// <summary>The right to be the next to write to the control database, held while its lock is awaited.</summary>
/// <remarks>SQLite's lock has no queue: who asks again every few milliseconds would hardly ever find it free beside a process that commits
/// without a pause. That process, too, must take the turn first, and waits while somebody else has it. Uncontended it costs some 10 µs.</remarks>
internal static class WriteTurn
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    // EWOULDBLOCK of Linux and of macOS, and ERROR_SHARING_VIOLATION of Windows.
    private static readonly int[] s_taken = [11, 35, unchecked((int)0x80070020)];

    /// <summary>Takes the turn; disposing it gives it on. The operating system frees it when the process ends.</summary>
    /// <param name="folder">The shop.</param>
    /// <exception cref="DataException">Nobody else came through for a minute, or the folder cannot be written.</exception>
    public static IDisposable Take(ShopFolder folder)
    {
        var path = Path.Combine(folder.Data, "turn.lock");
        var start = TimeProvider.System.GetTimestamp();
        var wait = new SpinWait();
        while (true)
            try
            {
                return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (UnauthorizedAccessException error)
            {
                throw new DataException($"The shop in '{folder.Root}' cannot be written: {error.Message}", error)
                {
                    Code = "read-only-folder", File = folder.Root, Hint = "Give this user the right to write there.",
                };
            }
            catch (IOException error)
            {
                if (!s_taken.Contains(error.HResult) || TimeProvider.System.GetElapsedTime(start) > s_patience)
                    throw DiskFaults.Explained(error, folder);
                wait.SpinOnce();
            }
    }
}
