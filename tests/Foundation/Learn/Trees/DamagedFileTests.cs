using Kirana.Data;
using Kirana.Data.ModelFiles;
using Kirana.Learn.Forests;
using Kirana.Learn.Trees;
using Kirana.Tests.Foundation.Learn.Forests;

namespace Kirana.Tests.Foundation.Learn.Trees;

public sealed class DamagedFileTests
{
    private static readonly string[] s_labels = ["a", "b", "c"];

    public static TheoryData<string> Kinds => [CartTree.ModelKind, Forest.ModelKind];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_file_that_was_cut_or_changed_is_refused(string kind)
    {
        var bytes = Bytes(kind);
        Load(kind, bytes);
        for (var length = 0; length < bytes.Length; length += 61)
            Refused(kind, bytes[..length]);
        Refused(kind, bytes[..^1]);
        Refused(kind, [.. bytes, 0]);
        for (var at = 0; at < bytes.Length; at += 97)
        {
            var flipped = (byte[])bytes.Clone();
            flipped[at] ^= (byte)(1 << at % 8);
            Refused(kind, flipped);
        }
    }

    /// <summary>The checksum is right, but a size is not that of the trees, or a number cannot be.</summary>
    [Theory]
    [InlineData(CartTree.ModelKind, "prediction")]
    [InlineData(CartTree.ModelKind, "risk")]
    [InlineData(CartTree.ModelKind, "tree_start")]
    [InlineData(CartTree.ModelKind, "left")]
    [InlineData(CartTree.ModelKind, "rows")]
    [InlineData(Forest.ModelKind, "share")]
    [InlineData(Forest.ModelKind, "tree_start")]
    [InlineData(Forest.ModelKind, "category_start")]
    [InlineData(Forest.ModelKind, "threshold")]
    [InlineData(Forest.ModelKind, "bag_rows")]
    [InlineData(Forest.ModelKind, "bag_fraction")]
    [InlineData(Forest.ModelKind, "training_mark")]
    public void A_file_that_lies_about_its_sizes_is_refused(string kind, string tensor)
    {
        var bytes = Bytes(kind);
        Load(kind, Rewritten(kind, bytes, ""));
        Refused(kind, Rewritten(kind, bytes, tensor));
    }

    private static byte[] Bytes(string kind)
    {
        var rows = Examples.Classes(300);
        if (kind is Forest.ModelKind)
            return new RandomForest { Trees = 3 }.Fit(rows, s_labels, Examples.OneThread).ToBytes();
        var writer = new ModelWriter(kind, 1, 1);
        new DecisionTree().Fit(rows, s_labels, Examples.OneThread).Save(writer);
        return writer.ToArray();
    }

    private static void Load(string kind, byte[] file)
    {
        using var reader = ModelReader.Parse(file, "model");
        if (kind is Forest.ModelKind)
            Forest.Load(reader);
        else
            CartTree.Load(reader);
    }

    private static void Refused(string kind, byte[] file) => Assert.Equal("bad-model", Assert.Throws<DataException>(() => Load(kind, file)).Code);

    /// <summary>The file with one tensor a number shorter.</summary>
    private static byte[] Rewritten(string kind, byte[] file, string shorter)
    {
        using var reader = ModelReader.Parse(file, "model");
        var writer = new ModelWriter(kind, 1, 1) { Options = reader.Options, Schema = reader.Schema };
        foreach (var name in reader.Tensors)
        {
            var less = string.Equals(name, shorter, StringComparison.Ordinal) ? 1 : 0;
            if (Try(() => reader.Ints(name)) is { } ints)
                writer.Add(name, ints[..^less]);
            else if (Try(() => reader.Floats(name)) is { } floats)
                writer.Add(name, floats[..^less]);
            else if (Try(() => reader.Doubles(name)) is { } doubles)
                writer.Add(name, doubles[..^less]);
            else if (Try(() => reader.Longs(name)) is { } longs)
                writer.Add(name, longs[..^less]);
            else
                writer.Add(name, reader.Bytes(name)[..^less]);
        }

        return writer.ToArray();
    }

    private static T[]? Try<T>(Func<T[]> read)
    {
        try
        {
            return read();
        }
        catch (DataException)
        {
            return null;
        }
    }
}
