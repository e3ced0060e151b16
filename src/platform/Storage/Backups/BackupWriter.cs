using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Kirana.Storage.Control;
using Kirana.Storage.Folders;
using Kirana.Storage.Registry;
using Kirana.Storage.Segments;
using Kirana.Storage.Vectors;

namespace Kirana.Storage.Backups;

/// <summary>Writes one consistent state of a shop into a .tar.gz file while reading and writing go on.</summary>
/// <remarks>The first entry, <c>sha256sums</c>, lists every other file with its hash, in the form that the command sha256sum checks.</remarks>
/// <param name="folder">The shop.</param>
/// <param name="control">The control database.</param>
/// <param name="files">The segments' files.</param>
/// <param name="registry">The models.</param>
/// <param name="vectors">The vectors of items.</param>
internal sealed class BackupWriter(ShopFolder folder, ControlDatabase control, SegmentFiles files, EmbeddedRegistry registry, EmbeddedVectors vectors)
{
    /// <summary>The name of the entry with the hashes.</summary>
    public const string Sums = "sha256sums";

    /// <summary>Writes the backup: whole under its name, or not at all.</summary>
    /// <param name="file">The new file.</param>
    public void Write(string file)
    {
        var path = Path.GetFullPath(file);
        var partial = path + ".new";
        var copy = Path.Combine(folder.Scratch, $"backup-{Environment.ProcessId}.db");
        try
        {
            Directory.CreateDirectory(folder.Scratch);
            File.Delete(copy);
            using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
                using (var tar = new TarWriter(gzip, TarEntryFormat.Pax))
                    Write(tar, Content(copy));
                stream.Flush(flushToDisk: true);
            }

            File.Move(partial, path, overwrite: true);
            DurableFiles.FlushFolder(Path.GetDirectoryName(path)!);
        }
        catch (IOException error)
        {
            throw DiskFaults.Explained(error, folder);
        }
        finally
        {
            File.Delete(partial);
            File.Delete(copy);
        }
    }

    // Each file by its name in the backup. The copy of the database and the list of segments are of one state.
    private List<(string Name, string Path)> Content(string copy)
    {
        var (segments, models, sets) = control.Read(connection =>
        {
            ControlDatabase.CopyTo(connection, copy);
            return (Manifest.All(connection), EmbeddedRegistry.All(connection), EmbeddedVectors.All(connection));
        });
        var content = new List<(string Name, string Path)> { ("kirana.json", folder.Settings), ("data/control.db", copy) };
        foreach (var segment in segments)
        {
            content.Add((segment.File, files.Rows(segment)));
            content.Add((segment.KeysFile, files.Keys(segment)));
        }

        foreach (var model in models)
        {
            registry.Open(model).Dispose();
            content.Add((folder.Relative(registry.PathOf(model)), registry.PathOf(model)));
        }

        foreach (var set in sets)
        {
            vectors.Read(set);
            content.Add((folder.Relative(vectors.PathOf(set)), vectors.PathOf(set)));
        }

        return content;
    }

    private static void Write(TarWriter tar, List<(string Name, string Path)> content)
    {
        var sums = new StringBuilder();
        foreach (var (name, path) in content)
            sums.Append(DurableFiles.Hash(path)).Append("  ").Append(name).Append('\n');
        using var list = new MemoryStream(Encoding.UTF8.GetBytes(sums.ToString()));
        tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, Sums) { DataStream = list });
        foreach (var (name, path) in content)
        {
            using var data = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = data });
        }
    }
}
