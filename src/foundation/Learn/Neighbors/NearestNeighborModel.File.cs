using Kirana.Data;
using Kirana.Data.ModelFiles;
using Kirana.Learn.Binning;
using Kirana.Learn.Networks;

namespace Kirana.Learn.Neighbors;

public sealed partial class NearestNeighborModel
{
    /// <summary>The kind of model in files.</summary>
    public const string ModelKind = "nearest-neighbors";

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
        writer.Add("mean", _scale.Means);
        writer.Add("factor", _scale.Factors);
        writer.Add("option", [Neighbors, (int)Weighting, (int)Metric]);
        writer.Add("row", _rows.Values, Rows, Features);
        writer.Add("target", _targets);
        writer.Add("weight", _weights);
    }

    /// <summary>Writes the model to a file of its own.</summary>
    /// <param name="path">The file; one that is there is replaced at once or not at all.</param>
    /// <exception cref="IOException">The folder is absent or the file cannot be written.</exception>
    public void Save(string path) => TableModelFile.Save(path, ModelKind, ModelVersion, Save);

    /// <summary>Reads a model from its file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException"><c>bad-model</c>: the file is damaged, of another kind, or of a newer layout.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static NearestNeighborModel Load(string path) => TableModelFile.Load(path, Load);

    /// <summary>Reads a model.</summary>
    /// <param name="reader">A file or part of the kind <see cref="ModelKind"/>.</param>
    /// <exception cref="DataException"><c>bad-model</c>: another kind, a newer layout, or content no model can be made of.</exception>
    public static NearestNeighborModel Load(ModelReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        reader.Expect(ModelKind, ModelVersion);
        var (columns, labels, options) = (FeatureColumnFile.Load(reader), reader.Strings("label"), reader.Ints("option", 3));
        if (columns.Length == 0 || Array.Exists(columns, column => column.IsCategorical))
            throw reader.Invalid("feature_name", "features that are numbers", "others");
        if (labels.Length == 1)
            throw reader.Invalid("label", "two classes, more, or none", "1");
        var scale = new InputScale(reader.Doubles("mean", columns.Length), reader.Doubles("factor", columns.Length));
        var targets = reader.Floats("target");
        var (rows, weights) = (reader.Floats("row", targets.Length, columns.Length), reader.Floats("weight"));
        if (!Array.TrueForAll([.. scale.Means, .. scale.Factors], double.IsFinite) || !Array.TrueForAll(rows, float.IsFinite))
            throw reader.Invalid("row", "finite numbers", "others");
        if (labels.Length == 0 ? !Array.TrueForAll(targets, float.IsFinite) : Array.Exists(targets, target => !(target >= 0 && target < labels.Length)))
            throw reader.Invalid("target", "a finite number or the place of a class for each row", "others");
        if ((weights.Length != 0 && weights.Length != targets.Length) || !Array.TrueForAll(weights, weight => weight > 0 && float.IsFinite(weight)))
            throw reader.Invalid("weight", "a number above 0 for each row, or none", "others");
        var (weighting, metric) = ((NeighborWeighting)options[1], (NeighborMetric)options[2]);
        if (options[0] < 1 || options[0] > targets.Length || !Enum.IsDefined(weighting) || !Enum.IsDefined(metric))
            throw reader.Invalid("option", "at most as many neighbours as rows, and known choices", string.Join(", ", options));
        return new NearestNeighborModel(columns, labels, scale, new NeighborRows(rows, columns.Length, metric), targets, weights, options[0], weighting, metric);
    }
}
