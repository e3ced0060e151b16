using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Kirana.Data;
using Kirana.Storage.Folders;

namespace Kirana.Storage.Backups;

/// <summary>Makes a shop of a backup: whole and checked, or nothing.</summary>
internal static class BackupReader
{
    /// <summary>Restores a backup.</summary>
    /// <param name="file">The backup.</param>
    /// <param name="folder">A folder that is empty or does not exist.</param>
    /// <exception cref="DataException">The folder is not empty (<c>folder-not-empty</c>), or the backup is damaged (<c>damaged-backup</c>).</exception>
    public static void Restore(string file, string folder)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
            throw new DataException($"'{target}' is not empty.") { Code = "folder-not-empty", File = target, Hint = "Restore into a new folder." };
        var place = new ShopFolder(target);
        var partial = new ShopFolder(target + ".restoring");
        try
        {
            if (Directory.Exists(partial.Root))
                Directory.Delete(partial.Root, recursive: true);
            partial.Make();
            Unpack(file, partial);
            if (Directory.Exists(target))
                Directory.Delete(target);
            Directory.Move(partial.Root, target);
            DurableFiles.FlushFolder(Path.GetDirectoryName(target)!);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw Damaged(file, error.Message, error);
        }
        catch (FileNotFoundException error)
        {
            throw new DataException($"There is no file '{file}'.", error) { Code = "no-file", File = file };
        }
        catch (IOException error)
        {
            throw DiskFaults.Explained(error, place);
        }
        finally
        {
            if (Directory.Exists(partial.Root))
                Directory.Delete(partial.Root, recursive: true);
        }
    }

    private static void Unpack(string file, ShopFolder target)
    {
        using var stream = File.OpenRead(file);
        using var gzip = new GZipStream(stream, CompressionMode.Decompress);
        using var tar = new TarReader(gzip);
        var sums = SumsOf(tar.GetNextEntry(), file);
        while (tar.GetNextEntry() is { } entry)
        {
            // Only what the list names is written: no entry can reach outside of the folder.
            if (entry.EntryType is not TarEntryType.RegularFile || !sums.Remove(entry.Name, out var hash))
                throw Damaged(file, $"it holds '{entry.Name}', which its list does not name once", null);
            var path = Path.GetFullPath(Path.Combine(target.Root, entry.Name));
            if (!path.StartsWith(target.Root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                throw Damaged(file, $"'{entry.Name}' lies outside of the shop", null);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            entry.ExtractToFile(path, overwrite: false);
            DurableFiles.Flush(path);
            DurableFiles.FlushFolder(Path.GetDirectoryName(path)!);
            if (!string.Equals(DurableFiles.Hash(path), hash, StringComparison.Ordinal))
                throw Damaged(file, $"'{entry.Name}' does not fit its hash", null);
        }

        // To the very end, where the stream's own checksum stands.
        gzip.CopyTo(Stream.Null);
        if (sums.Count > 0)
            throw Damaged(file, $"'{sums.Keys.First()}' is missing", null);
    }

    private static Dictionary<string, string> SumsOf(TarEntry? entry, string file)
    {
        if (entry is not { Name: BackupWriter.Sums, DataStream: { } data })
            throw Damaged(file, "it does not begin with the list of its files", null);
        using var reader = new StreamReader(data, Encoding.UTF8);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split("  ", 2))
            .Where(parts => parts.Length == 2).ToDictionary(parts => parts[1], parts => parts[0], StringComparer.Ordinal);
    }

    private static DataException Damaged(string file, string what, Exception? cause) =>
        new($"The backup '{file}' cannot be used: {what}.", cause) { Code = "damaged-backup", File = file, Hint = "Use another backup; nothing was restored." };
}
