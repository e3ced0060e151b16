using Kirana.Data;
using Kirana.Data.ModelFiles;
using Kirana.Learn.Binning;

namespace Kirana.Learn.Trees;

public sealed partial class CartTree
{
    /// <summary>The kind of model in files.</summary>
    public const string ModelKind = "cart-tree";

    /// <summary>The newest layout this version reads and writes.</summary>
    public const int ModelVersion = 1;

    /// <summary>Writes the model.</summary>
    /// <param name="writer">A writer or part of the kind <see cref="ModelKind"/>.</param>
    public void Save(ModelWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        FeatureColumnFile.Save(writer, Columns);
        writer.AddStrings("label", _labels);
        writer.Add("prediction", _predictions);
        writer.Add("risk", _risks);
        TreeFile.Save(writer, [Tree]);
    }

    /// <summary>Reads a model.</summary>
    /// <param name="reader">A file or part of the kind <see cref="ModelKind"/>.</param>
    /// <exception cref="DataException"><c>bad-model</c>: another kind, a newer layout, or content no model can be made of.</exception>
    public static CartTree Load(ModelReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        reader.Expect(ModelKind, ModelVersion);
        var columns = FeatureColumnFile.Load(reader);
        var labels = reader.Strings("label");
        var trees = TreeFile.Load(reader, columns.Length);
        if (trees.Length != 1)
            throw reader.Invalid("tree_start", "one tree", $"{trees.Length}");
        var nodes = trees[0].Nodes;
        var (predictions, risks) = (reader.Floats("prediction"), reader.Doubles("risk", nodes));
        if (predictions.Length != (long)nodes * Math.Max(1, labels.Length) || !Array.TrueForAll(predictions, float.IsFinite))
            throw reader.Invalid("prediction", $"finite numbers for {nodes} nodes", $"{predictions.Length} numbers");
        if (!Array.TrueForAll(risks, risk => risk >= 0 && double.IsFinite(risk)))
            throw reader.Invalid("risk", "finite numbers from 0 up", "others");
        return new CartTree(trees[0], predictions, risks, columns, labels);
    }
}
