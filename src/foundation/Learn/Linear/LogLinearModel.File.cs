using Kirana.Data;
using Kirana.Data.ModelFiles;
using Kirana.Learn.Binning;

namespace Kirana.Learn.Linear;

public sealed partial class LogLinearModel
{
    /// <summary>The kind of model in files.</summary>
    public const string ModelKind = "log-linear";

    /// <summary>The newest layout this version reads and writes.</summary>
    public const int ModelVersion = 1;

    /// <summary>Writes the model.</summary>
    /// <param name="writer">A writer or part of the kind <see cref="ModelKind"/>.</param>
    public void Save(ModelWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Schema = FeatureColumn.SchemaOf(_columns).ToJson();
        FeatureColumnFile.Save(writer, _columns);
        writer.Add("coefficient", _coefficients);
        writer.Add("intercept", [Intercept]);
        writer.Add("kkt_residual", [KktResidual]);
        writer.Add("dropped", [.. Enumerable.Range(0, Features).Where(f => Dropped.Contains(_columns[f].Name, StringComparer.Ordinal))]);
    }

    /// <summary>Writes the model to a file of its own.</summary>
    /// <param name="path">The file; one that is there is replaced at once or not at all.</param>
    /// <exception cref="IOException">The folder is absent or the file cannot be written.</exception>
    public void Save(string path) => TableModelFile.Save(path, ModelKind, ModelVersion, Save);

    /// <summary>Reads a model from its file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException"><c>bad-model</c>: the file is damaged, of another kind, or of a newer layout.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static LogLinearModel Load(string path) => TableModelFile.Load(path, Load);

    /// <summary>Reads a model.</summary>
    /// <param name="reader">A file or part of the kind <see cref="ModelKind"/>.</param>
    /// <exception cref="DataException"><c>bad-model</c>: another kind, a newer layout, or content no model can be made of.</exception>
    public static LogLinearModel Load(ModelReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        reader.Expect(ModelKind, ModelVersion);
        var columns = FeatureColumnFile.Load(reader);
        var (coefficients, intercept, dropped) = (reader.Doubles("coefficient", columns.Length), reader.Doubles("intercept", 1), reader.Ints("dropped"));
        if (columns.Length == 0 || Array.Exists(columns, column => column.IsCategorical))
            throw reader.Invalid("feature_name", "features that are numbers", "others");
        if (!Array.TrueForAll(coefficients, double.IsFinite) || !double.IsFinite(intercept[0]))
            throw reader.Invalid("coefficient", "finite numbers", "others");
        if (Array.Exists(dropped, f => f < 0 || f >= columns.Length || coefficients[f] is not 0))
            throw reader.Invalid("dropped", "features of the coefficient 0", "others");
        return new LogLinearModel(columns, coefficients, intercept[0], dropped) { KktResidual = reader.Doubles("kkt_residual", 1)[0] };
    }
}
