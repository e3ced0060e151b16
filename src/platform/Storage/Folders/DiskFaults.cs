using Kirana.Data;

namespace Kirana.Storage.Folders;

/// <summary>Input and output errors as a shop reports them.</summary>
internal static class DiskFaults
{
    // ENOSPC, EDQUOT and EFBIG as .NET passes them on, and ERROR_DISK_FULL of Windows.
    private static readonly int[] s_full = [28, 122, 27, unchecked((int)0x80070070)];

    /// <summary>The error in the words of a shop.</summary>
    /// <param name="error">What the operating system said.</param>
    /// <param name="folder">The shop.</param>
    public static DataException Explained(IOException error, ShopFolder folder) =>
        Array.IndexOf(s_full, error.HResult) >= 0
            ? new DataException($"The disk of '{folder.Root}' is full.", error) { Code = "disk-full", File = folder.Root, Hint = "Free some space and do it again; nothing was changed." }
            : new DataException($"The shop in '{folder.Root}' cannot be written: {error.Message}", error) { Code = "disk-failed", File = folder.Root, Hint = "Check the disk and its rights." };

    /// <summary>Runs something that reads and writes files.</summary>
    /// <typeparam name="T">Its result.</typeparam>
    /// <param name="folder">The shop.</param>
    /// <param name="work">The work.</param>
    /// <exception cref="DataException">A file could not be written (<c>disk-full</c>, <c>disk-failed</c>).</exception>
    public static T Guard<T>(ShopFolder folder, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (IOException error)
        {
            throw Explained(error, folder);
        }
    }
}
