using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Kirana.Data;
using Kirana.Data.ModelFiles;
using Kirana.Operate.Registry;
using Kirana.Storage.Control;
using Kirana.Storage.Folders;
using Kirana.Storage.Settings;
using Microsoft.Data.Sqlite;

namespace Kirana.Storage.Registry;

/// <summary>Models as files <c>models/area/number.safetensors</c>, their facts in the control database. A version exists once its facts do.</summary>
/// <param name="folder">The shop.</param>
/// <param name="control">The control database.</param>
/// <param name="clock">The clock.</param>
internal sealed class EmbeddedRegistry(ShopFolder folder, ControlDatabase control, TimeProvider clock) : IModelRegistry
{
    /// <inheritdoc/>
    public ModelVersion Publish(ModelVersion draft, ModelWriter model)
    {
        if (draft.Area.Length == 0 || !draft.Area.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'))
            throw new ArgumentException($"'{draft.Area}' is no area; an area is a lower-case word such as recommend.", nameof(draft));
        var bytes = model.ToArray();
        // Under a name of its own first: the number is given inside the transaction, as another process may publish, too, and a large file
        // must not keep others from appending while it is forced to the disk.
        var draftFile = Path.Combine(folder.Models, draft.Area, $"{Guid.NewGuid():N}.new");
        ModelVersion? version = null;
        try
        {
            Prepare(draftFile, bytes);
            control.Write(write =>
            {
                version = draft with
                {
                    Number = All(write.Connection).Where(other => Same(other.Area, draft.Area)).Select(other => other.Number).DefaultIfEmpty().Max() + 1,
                    Created = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds()),
                    FileHash = Convert.ToHexStringLower(SHA256.HashData(bytes)),
                    FileBytes = bytes.Length,
                };
                File.Move(draftFile, PathOf(version), overwrite: true);
                DurableFiles.FlushFolder(Path.GetDirectoryName(draftFile)!);
                Steps.Reached("model-named");
                ControlSchema.Models.Insert(write, ControlSchema.Models.NextId(write.Connection),
                    version.Area, (long)version.Number, version.FileHash, JsonSerializer.Serialize(version, StoredJson.Default.ModelVersion));
                write.Touch(ShopPart.Models);
            });
            return version!;
        }
        catch (IOException error)
        {
            throw DiskFaults.Explained(error, folder);
        }
        finally
        {
            File.Delete(draftFile);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<ModelVersion> List(string area) =>
        [.. control.Read(All).Where(version => Same(version.Area, area)).OrderByDescending(version => version.Number)];

    /// <inheritdoc/>
    public ModelVersion? Current(string area) => control.Read(connection =>
        History(connection, area).LastOrDefault() is { Number: > 0 } current ? Find(connection, area, current.Number) : null);

    /// <inheritdoc/>
    public ModelVersion Promote(string area, int number)
    {
        ModelVersion? promoted = null;
        control.Write(write =>
        {
            promoted = Find(write.Connection, area, number);
            ControlSchema.Promotions.Insert(write, ControlSchema.Promotions.NextId(write.Connection), area, (long)number, clock.GetUtcNow().ToUnixTimeMilliseconds());
            write.Touch(ShopPart.Models);
        });
        return promoted!;
    }

    /// <inheritdoc/>
    public ModelVersion Rollback(string area)
    {
        ModelVersion? previous = null;
        control.Write(write =>
        {
            // The promotion is taken back, so that a second rollback goes one further.
            var history = History(write.Connection, area);
            if (history.Count < 2)
                throw new KeyNotFoundException($"No {area} model served before the current one.");
            previous = Find(write.Connection, area, history[^2].Number);
            ControlSchema.Promotions.Delete(write, history[^1].Id);
            write.Touch(ShopPart.Models);
        });
        return previous!;
    }

    /// <inheritdoc/>
    public ModelReader Open(ModelVersion version)
    {
        var path = PathOf(version);
        var name = folder.Relative(path);
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Damaged(name, $"The model file {name} is missing.");
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return string.Equals(hash, version.FileHash, StringComparison.Ordinal)
            ? ModelReader.Parse(bytes, name)
            : throw Damaged(name, $"The model file {name} is damaged: its SHA-256 is {hash}, not {version.FileHash}.");
    }

    /// <summary>All versions of all areas.</summary>
    /// <param name="connection">The connection.</param>
    public static List<ModelVersion> All(SqliteConnection connection) => ControlSchema.Models.All(connection, (_, values) =>
        JsonSerializer.Deserialize((string)values[3]!, StoredJson.Default.ModelVersion)!);

    /// <summary>Where a version's file lies.</summary>
    /// <param name="version">The version.</param>
    public string PathOf(ModelVersion version) =>
        Path.Combine(folder.Models, version.Area, version.Number.ToString(CultureInfo.InvariantCulture) + ".safetensors");

    /// <summary>Removes files of versions that were never published: a process ended between file and facts.</summary>
    /// <param name="alone">Whether nobody else has the shop open, who might be publishing a draft.</param>
    public void Sweep(bool alone) =>
        // In a transaction, so that nobody is between file and facts just now.
        control.Write(write =>
        {
            var keep = All(write.Connection).Select(PathOf).ToHashSet(StringComparer.Ordinal);
            foreach (var area in Directory.GetDirectories(folder.Models))
                foreach (var file in Directory.GetFiles(area))
                    if (!keep.Contains(file) && (file.EndsWith(".safetensors", StringComparison.Ordinal) || (alone && file.EndsWith(".new", StringComparison.Ordinal))))
                        File.Delete(file);
        });

    private static bool Same(string area, string other) => string.Equals(area, other, StringComparison.Ordinal);

    private static List<(long Id, int Number)> History(SqliteConnection connection, string area) =>
        [.. ControlSchema.Promotions.All(connection, (id, values) => (Area: (string)values[0]!, Id: id, Number: (int)(long)values[1]!))
            .Where(promotion => Same(promotion.Area, area)).Select(promotion => (promotion.Id, promotion.Number))];

    private static ModelVersion Find(SqliteConnection connection, string area, int number) =>
        All(connection).Find(version => Same(version.Area, area) && version.Number == number)
        ?? throw new KeyNotFoundException($"There is no {area} model number {number}.");

    private static DataException Damaged(string file, string message) =>
        new(message) { Code = "damaged-model", File = file, Hint = "Roll back with `kirana models rollback`, or train again." };

    private void Prepare(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        DurableFiles.FlushFolder(folder.Models);
        using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        stream.Write(bytes);
        stream.Flush(flushToDisk: true);
        Steps.Reached("model-written");
    }
}
