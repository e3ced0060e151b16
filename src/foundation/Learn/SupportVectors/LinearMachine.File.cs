using Kirana.Data;
using Kirana.Data.ModelFiles;
using Kirana.Learn.Binning;
using Kirana.Learn.Calibration;

namespace Kirana.Learn.SupportVectors;

public sealed partial class LinearMachine
{
    /// <summary>The kind of model in files.</summary>
    public const string ModelKind = "linear-machine";

    /// <summary>The newest layout this version reads and writes.</summary>
    public const int ModelVersion = 1;

    private const int Figures = 5;

    /// <summary>Writes the model.</summary>
    /// <param name="writer">A writer or part of the kind <see cref="ModelKind"/>.</param>
    public void Save(ModelWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Schema = FeatureColumn.SchemaOf(Columns).ToJson();
        FeatureColumnFile.Save(writer, Columns);
        writer.AddStrings("label", Labels);
        writer.Add("weight", [.. _planes.SelectMany(plane => plane.Weights.ToArray())], _planes.Length, Features);
        writer.Add("figure", [.. _planes.SelectMany(plane => (double[])[plane.Bias, plane.Dual, plane.Primal, plane.Violation, plane.Epochs])], _planes.Length, Figures);
        if (HasProbabilities)
            writer.Add("platt", [.. _planes.SelectMany(plane => (double[])[plane.Calibration!.Slope, plane.Calibration.Intercept])], _planes.Length, 2);
    }

    /// <summary>Writes the model to a file of its own.</summary>
    /// <param name="path">The file; one that is there is replaced at once or not at all.</param>
    /// <exception cref="IOException">The folder is absent or the file cannot be written.</exception>
    public void Save(string path) => TableModelFile.Save(path, ModelKind, ModelVersion, Save);

    /// <summary>Reads a model from its file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException"><c>bad-model</c>: the file is damaged, of another kind, or of a newer layout.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static LinearMachine Load(string path) => TableModelFile.Load(path, Load);

    /// <summary>Reads a model.</summary>
    /// <param name="reader">A file or part of the kind <see cref="ModelKind"/>.</param>
    /// <exception cref="DataException"><c>bad-model</c>: another kind, a newer layout, or content no model can be made of.</exception>
    public static LinearMachine Load(ModelReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        reader.Expect(ModelKind, ModelVersion);
        var (columns, labels) = (FeatureColumnFile.Load(reader), reader.Strings("label"));
        if (columns.Length == 0 || Array.Exists(columns, column => column.IsCategorical))
            throw reader.Invalid("feature_name", "features that are numbers", "others");
        if (labels.Length == 1)
            throw reader.Invalid("label", "two classes, more, or none", "1");
        var count = labels.Length > 2 ? labels.Length : 1;
        var (weights, figures) = (reader.Doubles("weight", count, columns.Length), reader.Doubles("figure", count, Figures));
        var platt = reader.Has("platt") ? reader.Doubles("platt", count, 2) : [];
        if (!Array.TrueForAll([.. weights, .. figures, .. platt], double.IsFinite))
            throw reader.Invalid("weight", "finite numbers", "others");
        return new LinearMachine(columns, labels, [.. Enumerable.Range(0, count).Select(k =>
        {
            var own = figures.AsSpan(k * Figures, Figures);
            var calibration = platt.Length == 0 ? null : new PlattCalibration(platt[2 * k], platt[2 * k + 1]);
            return new LinearPlane(weights.AsSpan(k * columns.Length, columns.Length).ToArray(), own[0], own[1], own[2], own[3], (int)own[4], calibration);
        })]);
    }
}
