using System.Text.Json;
using Kirana.Data;
using Kirana.Data.ModelFiles;
using Kirana.Learn.Objectives;

namespace Kirana.Learn.Boosting;

public sealed partial class BoostedTrees
{
    /// <summary>The kind of model in files.</summary>
    public const string ModelKind = "boosted-trees";

    /// <summary>The newest layout this version reads and writes.</summary>
    public const int ModelVersion = 1;

    /// <summary>Writes the model.</summary>
    /// <param name="writer">A writer or part of the kind <see cref="ModelKind"/>.</param>
    public void Save(ModelWriter writer)
    {
        TableModelFile.Save(writer, Columns, Labels, _trees);
        writer.Options = $$"""{"objective":"{{JsonEncodedText.Encode(Objective)}}","link":"{{Link}}"}""";
        writer.Add("constant", _constants);
        writer.Add("validation_loss", _validationLosses);
    }

    /// <summary>Writes the model to a file of its own, which <c>kirana predict</c> reads as well.</summary>
    /// <param name="path">The file; one that is there is replaced at once or not at all.</param>
    /// <exception cref="IOException">The folder is absent or the file cannot be written.</exception>
    public void Save(string path) => TableModelFile.Save(path, ModelKind, ModelVersion, Save);

    /// <summary>Reads a model from its file.</summary>
    /// <param name="path">The file: one of <see cref="Save(string)"/>, or one that <c>kirana learn</c> wrote.</param>
    /// <exception cref="DataException"><c>bad-model</c>: the file is damaged, of another kind, or of a newer layout.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static BoostedTrees Load(string path) => TableModelFile.Load(path, Load);

    /// <summary>Reads a model.</summary>
    /// <param name="reader">A file or part of the kind <see cref="ModelKind"/>.</param>
    /// <exception cref="DataException"><c>bad-model</c>: another kind, a newer layout, or content no model can be made of.</exception>
    public static BoostedTrees Load(ModelReader reader)
    {
        var (columns, labels, trees) = TableModelFile.Load(reader, ModelKind, ModelVersion);
        var constants = reader.Doubles("constant");
        if (constants.Length == 0 || trees.Length % constants.Length != 0 || !Array.TrueForAll(constants, double.IsFinite))
            throw reader.Invalid("constant", "one finite number for each output", $"{constants.Length} for {trees.Length} trees");

        var (objective, link) = Described(reader);
        if ((link == Link.Softmax) != (constants.Length > 1))
            throw reader.Invalid("constant", link == Link.Softmax ? "several outputs" : "one output", $"{constants.Length}");
        if (link == Link.Softmax && labels.Length != 0 && labels.Length != constants.Length)
            throw reader.Invalid("label", $"a label for each of {constants.Length} outputs, or none", $"{labels.Length}");
        return new BoostedTrees(objective, link, constants, trees, columns, labels, reader.Doubles("validation_loss"));
    }

    private static (string Objective, Link Link) Described(ModelReader reader)
    {
        using var options = JsonDocument.Parse(reader.Options);
        var root = options.RootElement;
        if (root.ValueKind == JsonValueKind.Object
            && root.TryGetProperty("objective", out var objective) && objective.ValueKind == JsonValueKind.String
            && root.TryGetProperty("link", out var text) && text.ValueKind == JsonValueKind.String
            && Enum.TryParse<Link>(text.GetString(), out var link) && Enum.IsDefined(link))
            return (objective.GetString()!, link);
        throw reader.Invalid("options", "an objective and a link", reader.Options);
    }
}
