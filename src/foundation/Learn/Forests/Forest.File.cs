using Kirana.Data;
using Kirana.Data.ModelFiles;
using Kirana.Learn.Trees;

namespace Kirana.Learn.Forests;

public sealed partial class Forest
{
    /// <summary>The kind of model in files.</summary>
    public const string ModelKind = "forest";

    /// <summary>The newest layout this version reads and writes.</summary>
    public const int ModelVersion = 1;

    /// <summary>Writes the model.</summary>
    /// <param name="writer">A writer or part of the kind <see cref="ModelKind"/>.</param>
    public void Save(ModelWriter writer)
    {
        TableModelFile.Save(writer, Columns, Labels, _trees);
        writer.Add("bag_rows", [_bagging.Rows]);
        writer.Add("bag_fraction", [_bagging.Fraction]);
        writer.Add("bag_bootstrap", [_bagging.Bootstrap ? (byte)1 : (byte)0]);
        writer.Add("bag_seed", [unchecked((long)_bagging.Seed)]);
        writer.Add("training_mark", _mark);
        writer.Add("share", [.. _shares.SelectMany(own => own)]);
    }

    /// <summary>Writes the model to a file of its own, which <c>kirana predict</c> reads as well.</summary>
    /// <param name="path">The file; one that is there is replaced at once or not at all.</param>
    /// <exception cref="IOException">The folder is absent or the file cannot be written.</exception>
    public void Save(string path) => TableModelFile.Save(path, ModelKind, ModelVersion, Save);

    /// <summary>Reads a model from its file.</summary>
    /// <param name="path">The file: one of <see cref="Save(string)"/>, or one that <c>kirana learn</c> wrote.</param>
    /// <exception cref="DataException"><c>bad-model</c>: the file is damaged, of another kind, or of a newer layout.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static Forest Load(string path) => TableModelFile.Load(path, Load);

    /// <summary>Reads a model.</summary>
    /// <param name="reader">A file or part of the kind <see cref="ModelKind"/>.</param>
    /// <exception cref="DataException"><c>bad-model</c>: another kind, a newer layout, or content no model can be made of.</exception>
    public static Forest Load(ModelReader reader)
    {
        var (columns, labels, trees) = TableModelFile.Load(reader, ModelKind, ModelVersion);
        if (trees.Length == 0)
            throw reader.Invalid("tree_start", "at least one tree", "none");
        var (rows, fraction) = (reader.Ints("bag_rows", 1)[0], reader.Doubles("bag_fraction", 1)[0]);
        if (rows < 1 || !(fraction is > 0 and <= 1))
            throw reader.Invalid("bag_rows", "at least one row and a fraction above 0 up to 1", $"{rows} and {fraction}");
        var bagging = new Bagging(rows, fraction, reader.Bytes("bag_bootstrap", 1)[0] != 0, unchecked((ulong)reader.Longs("bag_seed", 1)[0]));
        return new Forest(Join(trees, Shares(reader, trees, labels.Length)), columns, labels, bagging, reader.Bytes("training_mark", 32));
    }

    private static float[] Shares(ModelReader reader, Tree[] trees, int classes)
    {
        var shares = reader.Floats("share");
        var expected = trees.Sum(tree => (long)tree.Nodes) * (classes == 2 ? 0 : classes);
        if (shares.Length != expected)
            throw reader.Invalid("share", $"{expected} shares", $"{shares.Length}");
        foreach (var share in shares)
            if (!(share is >= 0 and <= 1))
                throw reader.Invalid("share", "numbers from 0 to 1", $"{share}");
        return shares;
    }

    private static ForestTree[] Join(Tree[] trees, float[] shares)
    {
        var nodes = trees.Sum(tree => tree.Nodes);
        var (joined, at) = (new ForestTree[trees.Length], 0);
        for (var t = 0; t < trees.Length; t++)
        {
            var count = shares.Length / nodes * trees[t].Nodes;
            joined[t] = new ForestTree(trees[t], shares[at..(at + count)], null);
            at += count;
        }

        return joined;
    }
}
