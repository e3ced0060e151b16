using Kirana.Data;
using Kirana.Data.ModelFiles;
using Kirana.Learn.Binning;
using Kirana.Learn.Networks;

namespace Kirana.Learn.Clusters;

public sealed partial class KMeansModel
{
    /// <summary>The kind of model in files.</summary>
    public const string ModelKind = "k-means";

    /// <summary>The newest layout this version reads and writes.</summary>
    public const int ModelVersion = 1;

    /// <summary>Writes the model.</summary>
    /// <param name="writer">A writer or part of the kind <see cref="ModelKind"/>.</param>
    public void Save(ModelWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Schema = FeatureColumn.SchemaOf(_columns).ToJson();
        FeatureColumnFile.Save(writer, _columns);
        writer.Add("mean", _scale.Means);
        writer.Add("factor", _scale.Factors);
        writer.Add("center", _centers, Clusters, Features);
        writer.Add("size", _sizes);
        writer.Add("inertia", [Inertia]);
        writer.Add("rounds", [Rounds]);
    }

    /// <summary>Writes the model to a file of its own.</summary>
    /// <param name="path">The file; one that is there is replaced at once or not at all.</param>
    /// <exception cref="IOException">The folder is absent or the file cannot be written.</exception>
    public void Save(string path) => TableModelFile.Save(path, ModelKind, ModelVersion, Save);

    /// <summary>Reads a model from its file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException"><c>bad-model</c>: the file is damaged, of another kind, or of a newer layout.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static KMeansModel Load(string path) => TableModelFile.Load(path, Load);

    /// <summary>Reads a model.</summary>
    /// <param name="reader">A file or part of the kind <see cref="ModelKind"/>.</param>
    /// <exception cref="DataException"><c>bad-model</c>: another kind, a newer layout, or content no model can be made of.</exception>
    public static KMeansModel Load(ModelReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        reader.Expect(ModelKind, ModelVersion);
        var (columns, sizes) = (FeatureColumnFile.Load(reader), reader.Doubles("size"));
        if (columns.Length == 0 || Array.Exists(columns, column => column.IsCategorical))
            throw reader.Invalid("feature_name", "features that are numbers", "others");
        var scale = new InputScale(reader.Doubles("mean", columns.Length), reader.Doubles("factor", columns.Length));
        var (centers, inertia, rounds) = (reader.Doubles("center", sizes.Length, columns.Length), reader.Doubles("inertia", 1), reader.Ints("rounds", 1));
        if (sizes.Length == 0 || !Array.TrueForAll([.. scale.Means, .. scale.Factors, .. centers, .. sizes, .. inertia], double.IsFinite))
            throw reader.Invalid("center", "finite numbers of at least one cluster", "others");
        return new KMeansModel(columns, scale, centers, sizes, inertia[0], rounds[0]);
    }
}
