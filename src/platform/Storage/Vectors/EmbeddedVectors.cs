using Kirana.Data;
using Kirana.Data.ModelFiles;
using Kirana.Operate.Vectors;
using Kirana.Storage.Control;
using Kirana.Storage.Folders;
using Microsoft.Data.Sqlite;

namespace Kirana.Storage.Vectors;

/// <summary>Sets of vectors as files <c>data/vectors/name-hash.safetensors</c>, their facts in a table that is made with the first set: a shop from before there were
/// vectors opens as it is. A set exists once its facts do; a file that no facts name goes when a writer opens the shop and nobody reads.</summary>
/// <param name="folder">The shop.</param>
/// <param name="control">The control database.</param>
/// <param name="clock">The clock.</param>
internal sealed class EmbeddedVectors(ShopFolder folder, ControlDatabase control, TimeProvider clock) : IVectorSets
{
    private const string Kind = "item-vectors";
    private const int LayoutVersion = 1;

    /// <inheritdoc/>
    public IReadOnlyList<VectorSet> List() => control.Read(All);

    /// <inheritdoc/>
    public VectorTable Read(VectorSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        var path = PathOf(set);
        var name = folder.Relative(path);
        try
        {
            var hash = DurableFiles.Hash(path);
            if (!string.Equals(hash, set.FileHash, StringComparison.Ordinal))
                throw Damaged(name, $"The file {name} is damaged: its SHA-256 is {hash}, not {set.FileHash}.", set);
            using var reader = ModelReader.Open(path);
            reader.Expect(Kind, LayoutVersion);
            return new VectorTable(reader.Strings("ids", set.Items), reader.Floats("vectors", set.Items, set.Width), set.Width);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Damaged(name, $"The file {name} is missing.", set);
        }
    }

    /// <inheritdoc/>
    public VectorSet Save(string name, string source, VectorTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (!IVectorSets.CanName(name))
            throw new ArgumentException($"'{name}' cannot name a set of vectors; it is up to {IVectorSets.LongestName} lower-case letters, digits and hyphens.", nameof(name));
        if (table.Ids.Count == 0)
            throw new ArgumentException("There is no vector to save.", nameof(table));
        var draft = Path.Combine(folder.Vectors, $"{Guid.NewGuid():N}.new");
        try
        {
            var (hash, bytes) = Write(draft, table.Sorted());
            VectorSet? set = null;
            control.Write(write =>
            {
                set = new VectorSet(name, table.Ids.Count, table.Width, DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds()), source, hash, bytes);
                if (!Exists(write.Connection))
                    write.Run(ControlSchema.Vectors.Sql);
                Delete(write, name);
                File.Move(draft, PathOf(set), overwrite: true);
                DurableFiles.FlushFolder(folder.Vectors);
                Steps.Reached("vectors-named");
                ControlSchema.Vectors.Insert(write, ControlSchema.Vectors.NextId(write.Connection),
                    name, (long)set.Items, (long)set.Width, set.Created.ToUnixTimeMilliseconds(), source, hash, bytes);
                write.Touch(ShopPart.Models);
            });
            return set!;
        }
        catch (IOException error)
        {
            throw DiskFaults.Explained(error, folder);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <inheritdoc/>
    public bool Remove(string name)
    {
        var isRemoved = false;
        control.Write(write =>
        {
            isRemoved = Exists(write.Connection) && Delete(write, name);
            if (isRemoved)
                write.Touch(ShopPart.Models);
        });
        return isRemoved;
    }

    /// <summary>All sets by name, whatever reads them.</summary>
    /// <param name="connection">The connection.</param>
    public static List<VectorSet> All(SqliteConnection connection)
    {
        if (Exists(connection))
            return [.. ControlSchema.Vectors.All(connection, Set).OrderBy(set => set.Name, StringComparer.Ordinal)];
        Totals.Of(connection, ControlSchema.Vectors.Name).Check(ControlSchema.Vectors.Name, default);
        return [];
    }

    /// <summary>Where a set's file lies.</summary>
    /// <param name="set">The set.</param>
    public string PathOf(VectorSet set) => Path.Combine(folder.Vectors, $"{set.Name}-{set.FileHash[..16]}.safetensors");

    /// <summary>Removes what no facts name. Nobody else has the shop open, who might read it or be about to name it.</summary>
    public void Sweep()
    {
        if (!Directory.Exists(folder.Vectors))
            return;
        var keep = control.Read(All).Select(PathOf).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(folder.Vectors))
            if (!keep.Contains(file))
                File.Delete(file);
    }

    private (string Hash, long Bytes) Write(string path, VectorTable table)
    {
        Directory.CreateDirectory(folder.Vectors);
        DurableFiles.FlushFolder(folder.Data);
        var writer = new ModelWriter(Kind, LayoutVersion, LayoutVersion);
        writer.AddStrings("ids", table.Ids);
        writer.Add("vectors", table.Values, table.Ids.Count, table.Width);
        using (var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            writer.Save(stream);
            stream.Flush(flushToDisk: true);
        }

        Steps.Reached("vectors-written");
        return (DurableFiles.Hash(path), new FileInfo(path).Length);
    }

    private static bool Delete(ControlWrite write, string name)
    {
        var ids = ControlSchema.Vectors.All(write.Connection, (id, values) => (Id: id, Name: (string)values[0]!)).Where(row => string.Equals(row.Name, name, StringComparison.Ordinal)).ToList();
        foreach (var (id, _) in ids)
            ControlSchema.Vectors.Delete(write, id);
        return ids.Count > 0;
    }

    private static VectorSet Set(long id, object?[] values) => new((string)values[0]!, (int)(long)values[1]!, (int)(long)values[2]!,
        DateTimeOffset.FromUnixTimeMilliseconds((long)values[3]!), (string)values[4]!, (string)values[5]!, (long)values[6]!);

    private static bool Exists(SqliteConnection connection) =>
        connection.Scalar<long>("SELECT count(*) FROM sqlite_schema WHERE name = $1", ControlSchema.Vectors.Name) > 0;

    private static DataException Damaged(string file, string message, VectorSet set) =>
        new(message) { Code = "damaged-vectors", File = file, Hint = $"Bring the vectors again with `kirana vectors set {set.Name} FILE`." };
}
