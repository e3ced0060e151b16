using Kirana.Data;
using Kirana.Data.ModelFiles;
using Kirana.Learn.Binning;

namespace Kirana.Learn.Linear;

public sealed partial class LogisticModel
{
    /// <summary>The kind of model in files.</summary>
    public const string ModelKind = "logistic";

    /// <summary>The newest layout this version reads and writes.</summary>
    public const int ModelVersion = 1;

    /// <summary>Writes the model.</summary>
    /// <param name="writer">A writer or part of the kind <see cref="ModelKind"/>.</param>
    public void Save(ModelWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Schema = Schema.ToJson();
        FeatureColumnFile.Save(writer, Columns);
        writer.AddStrings("label", Labels);
        writer.Add("coefficient", [.. _coefficients.SelectMany(own => own)], Outputs, Features);
        writer.Add("intercept", _intercepts);
        writer.Add("steps", [Steps]);
        if (!double.IsNaN(KktResidual))
            writer.Add("kkt_residual", [KktResidual]);
        writer.Add("dropped", [.. Enumerable.Range(0, Features).Where(f => Dropped.Contains(Columns[f].Name, StringComparer.Ordinal))]);
    }

    /// <summary>Writes the model to a file of its own.</summary>
    /// <param name="path">The file; one that is there is replaced at once or not at all.</param>
    /// <exception cref="IOException">The folder is absent or the file cannot be written.</exception>
    public void Save(string path) => TableModelFile.Save(path, ModelKind, ModelVersion, Save);

    /// <summary>Reads a model from its file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException"><c>bad-model</c>: the file is damaged, of another kind, or of a newer layout.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static LogisticModel Load(string path) => TableModelFile.Load(path, Load);

    /// <summary>Reads a model.</summary>
    /// <param name="reader">A file or part of the kind <see cref="ModelKind"/>.</param>
    /// <exception cref="DataException"><c>bad-model</c>: another kind, a newer layout, or content no model can be made of.</exception>
    public static LogisticModel Load(ModelReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        reader.Expect(ModelKind, ModelVersion);
        var (columns, labels) = (FeatureColumnFile.Load(reader), reader.Strings("label"));
        if (columns.Length == 0 || Array.Exists(columns, column => column.IsCategorical))
            throw reader.Invalid("feature_name", "features that are numbers", "others");
        if (labels.Length < 2)
            throw reader.Invalid("label", "at least two classes", $"{labels.Length}");
        var outputs = labels.Length == 2 ? 1 : labels.Length;
        var (values, intercepts, steps, dropped) = (reader.Doubles("coefficient", outputs, columns.Length), reader.Doubles("intercept", outputs), reader.Ints("steps", 1), reader.Ints("dropped"));
        if (!Array.TrueForAll(values, double.IsFinite) || !Array.TrueForAll(intercepts, double.IsFinite))
            throw reader.Invalid("coefficient", "finite numbers", "others");
        if (Array.Exists(dropped, f => f < 0 || f >= columns.Length))
            throw reader.Invalid("dropped", "places of features", "others");
        var coefficients = new double[outputs][];
        for (var k = 0; k < outputs; k++)
            coefficients[k] = values.AsSpan(k * columns.Length, columns.Length).ToArray();
        return new LogisticModel(columns, labels, coefficients, intercepts, steps[0], dropped) { KktResidual = reader.Has("kkt_residual") ? reader.Doubles("kkt_residual", 1)[0] : double.NaN };
    }
}
