using Kirana.Data;
using Kirana.Data.ModelFiles;

namespace Kirana.Learn.Forests;

public sealed partial class QuantileForest
{
    /// <summary>The kind of model in files.</summary>
    public const string ModelKind = "quantile-forest";

    /// <summary>The newest layout this version reads and writes.</summary>
    public const int ModelVersion = 1;

    /// <summary>Writes the model.</summary>
    /// <param name="writer">A writer or part of the kind <see cref="ModelKind"/>.</param>
    public void Save(ModelWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Forest.Save(writer.Part("forest", Forest.ModelKind, Forest.ModelVersion));
        writer.Add("target", _targets);
        writer.Add("leaf_start", [.. _leaves.SelectMany(leaves => leaves.Start)]);
        writer.Add("leaf_rank", [.. _leaves.SelectMany(leaves => leaves.Row)]);
        writer.Add("leaf_weight", [.. _leaves.SelectMany(leaves => leaves.Weight)]);
    }

    /// <summary>Writes the model to a file of its own.</summary>
    /// <param name="path">The file; one that is there is replaced at once or not at all.</param>
    /// <exception cref="IOException">The folder is absent or the file cannot be written.</exception>
    public void Save(string path) => TableModelFile.Save(path, ModelKind, ModelVersion, Save);

    /// <summary>Reads a model from its file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException"><c>bad-model</c>: the file is damaged, of another kind, or of a newer layout.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static QuantileForest Load(string path) => TableModelFile.Load(path, Load);

    /// <summary>Reads a model.</summary>
    /// <param name="reader">A file or part of the kind <see cref="ModelKind"/>.</param>
    /// <exception cref="DataException"><c>bad-model</c>: another kind, a newer layout, or content no model can be made of.</exception>
    public static QuantileForest Load(ModelReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        reader.Expect(ModelKind, ModelVersion);
        var forest = Forest.Load(reader.Part("forest"));
        if (forest.Classes > 0)
            throw reader.Invalid("forest", "a forest of numbers", $"{forest.Classes} classes");
        var targets = reader.Floats("target");
        var starts = reader.Ints("leaf_start", forest.Trees.Sum(tree => tree.Nodes + 1));
        var ranks = reader.Ints("leaf_rank");
        var weights = reader.Floats("leaf_weight", ranks.Length);
        if (Array.Exists(ranks, rank => (uint)rank >= (uint)targets.Length))
            throw reader.Invalid("leaf_rank", $"ranks from 0 to {targets.Length - 1}", "another");
        if (!Array.TrueForAll(targets, float.IsFinite) || !Array.TrueForAll(weights, weight => weight > 0 && float.IsFinite(weight)))
            throw reader.Invalid("leaf_weight", "finite targets and finite weights above 0", "others");

        var leaves = new LeafRows[forest.Trees.Count];
        var (nodeAt, rowAt) = (0, 0);
        for (var t = 0; t < leaves.Length; t++)
        {
            var tree = forest.Trees[t];
            var own = starts[nodeAt..(nodeAt += tree.Nodes + 1)];
            var fits = own[0] == 0 && own[^1] >= 0 && own[^1] <= ranks.Length - rowAt;
            for (var node = 0; fits && node < tree.Nodes; node++)
                fits = tree.IsLeaf(node) ? own[node + 1] > own[node] : own[node + 1] == own[node];
            if (!fits)
                throw reader.Invalid("leaf_start", "rows in every leaf and in no split", $"others in tree {t}");
            leaves[t] = new LeafRows(own, ranks[rowAt..(rowAt + own[^1])], weights[rowAt..(rowAt + own[^1])]);
            rowAt += own[^1];
        }

        return new QuantileForest(forest, leaves, targets);
    }
}
