using Kirana.Data;
using Kirana.Data.ModelFiles;

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
        TableModelFile.Save(writer, Columns, _labels, [Tree]);
        writer.Add("prediction", _predictions);
        writer.Add("risk", _risks);
    }

    /// <summary>Writes the model to a file of its own, which <c>kirana predict</c> reads as well.</summary>
    /// <param name="path">The file; one that is there is replaced at once or not at all.</param>
    /// <exception cref="IOException">The folder is absent or the file cannot be written.</exception>
    public void Save(string path) => TableModelFile.Save(path, ModelKind, ModelVersion, Save);

    /// <summary>Reads a model from its file.</summary>
    /// <param name="path">The file: one of <see cref="Save(string)"/>, or one that <c>kirana learn</c> wrote.</param>
    /// <exception cref="DataException"><c>bad-model</c>: the file is damaged, of another kind, or of a newer layout.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static CartTree Load(string path) => TableModelFile.Load(path, Load);

    /// <summary>Reads a model.</summary>
    /// <param name="reader">A file or part of the kind <see cref="ModelKind"/>.</param>
    /// <exception cref="DataException"><c>bad-model</c>: another kind, a newer layout, or content no model can be made of.</exception>
    public static CartTree Load(ModelReader reader)
    {
        var (columns, labels, trees) = TableModelFile.Load(reader, ModelKind, ModelVersion);
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
