using Kirana.Data;
using Kirana.Data.ModelFiles;
using Kirana.Learn.Binning;

namespace Kirana.Learn.Calibration;

public sealed partial class IsotonicCurve
{
    /// <summary>The kind of model in files.</summary>
    public const string ModelKind = "isotonic";

    /// <summary>The newest layout this version reads and writes.</summary>
    public const int ModelVersion = 1;

    /// <summary>Writes the model.</summary>
    /// <param name="writer">A writer or part of the kind <see cref="ModelKind"/>.</param>
    public void Save(ModelWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Schema = FeatureColumn.SchemaOf(_columns).ToJson();
        FeatureColumnFile.Save(writer, _columns);
        writer.Add("place", _places);
        writer.Add("height", _heights);
    }

    /// <summary>Writes the model to a file of its own.</summary>
    /// <param name="path">The file; one that is there is replaced at once or not at all.</param>
    /// <exception cref="IOException">The folder is absent or the file cannot be written.</exception>
    public void Save(string path) => TableModelFile.Save(path, ModelKind, ModelVersion, Save);

    /// <summary>Reads a model from its file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException"><c>bad-model</c>: the file is damaged, of another kind, or of a newer layout.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static IsotonicCurve Load(string path) => TableModelFile.Load(path, Load);

    /// <summary>Reads a model.</summary>
    /// <param name="reader">A file or part of the kind <see cref="ModelKind"/>.</param>
    /// <exception cref="DataException"><c>bad-model</c>: another kind, a newer layout, or content no model can be made of.</exception>
    public static IsotonicCurve Load(ModelReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        reader.Expect(ModelKind, ModelVersion);
        var (columns, places) = (FeatureColumnFile.Load(reader), reader.Doubles("place"));
        var heights = reader.Doubles("height", places.Length);
        if (columns.Length != 1 || columns[0].IsCategorical)
            throw reader.Invalid("feature_name", "one feature that is a number", "others");
        if (places.Length == 0 || !Array.TrueForAll([.. places, .. heights], double.IsFinite) || places.Zip(places.Skip(1)).Any(pair => pair.First >= pair.Second))
            throw reader.Invalid("place", "ascending finite numbers", "others");
        return new IsotonicCurve(columns, places, heights);
    }
}
