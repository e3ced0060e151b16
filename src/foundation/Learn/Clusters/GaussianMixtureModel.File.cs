using Kirana.Data;
using Kirana.Data.ModelFiles;
using Kirana.Learn.Binning;

namespace Kirana.Learn.Clusters;

public sealed partial class GaussianMixtureModel
{
    /// <summary>The kind of model in files.</summary>
    public const string ModelKind = "gaussian-mixture";

    /// <summary>The newest layout this version reads and writes.</summary>
    public const int ModelVersion = 1;

    /// <summary>Writes the model.</summary>
    /// <param name="writer">A writer or part of the kind <see cref="ModelKind"/>.</param>
    public void Save(ModelWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Schema = FeatureColumn.SchemaOf(_columns).ToJson();
        FeatureColumnFile.Save(writer, _columns);
        writer.Add("shift", _shifts);
        writer.Add("option", [(int)Covariance, Rounds, HasSettled ? 1 : 0]);
        writer.Add("share", _shares);
        writer.Add("mean", _means, Components, Features);
        writer.Add("covariance", _covariances);
        writer.Add("figure", [LogLikelihood, _rows]);
    }

    /// <summary>Writes the model to a file of its own.</summary>
    /// <param name="path">The file; one that is there is replaced at once or not at all.</param>
    /// <exception cref="IOException">The folder is absent or the file cannot be written.</exception>
    public void Save(string path) => TableModelFile.Save(path, ModelKind, ModelVersion, Save);

    /// <summary>Reads a model from its file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException"><c>bad-model</c>: the file is damaged, of another kind, or of a newer layout.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static GaussianMixtureModel Load(string path) => TableModelFile.Load(path, Load);

    /// <summary>Reads a model.</summary>
    /// <param name="reader">A file or part of the kind <see cref="ModelKind"/>.</param>
    /// <exception cref="DataException"><c>bad-model</c>: another kind, a newer layout, or content no model can be made of.</exception>
    public static GaussianMixtureModel Load(ModelReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        reader.Expect(ModelKind, ModelVersion);
        var (columns, options, shares) = (FeatureColumnFile.Load(reader), reader.Ints("option", 3), reader.Doubles("share"));
        if (columns.Length == 0 || Array.Exists(columns, column => column.IsCategorical))
            throw reader.Invalid("feature_name", "features that are numbers", "others");
        if (shares.Length == 0 || !Enum.IsDefined((MixtureCovariance)options[0]))
            throw reader.Invalid("option", "a known shape of at least one component", string.Join(", ", options));
        var size = (MixtureCovariance)options[0] == MixtureCovariance.Full ? checked(columns.Length * columns.Length) : columns.Length;
        var (shifts, means) = (reader.Doubles("shift", columns.Length), reader.Doubles("mean", shares.Length, columns.Length));
        var (covariances, figures) = (reader.Doubles("covariance", checked(shares.Length * size)), reader.Doubles("figure", 2));
        if (!Array.TrueForAll([.. shifts, .. shares, .. means, .. covariances, .. figures], double.IsFinite))
            throw reader.Invalid("mean", "finite numbers", "others");
        for (var i = 0; i < covariances.Length; i++)
            if ((size == columns.Length || i % size % (columns.Length + 1) == 0) && !(covariances[i] > 0))
                throw reader.Invalid("covariance", "variances above 0", $"{covariances[i]}");
        return new GaussianMixtureModel(columns, shifts, (MixtureCovariance)options[0], shares, means, covariances, figures[0], figures[1], options[1], options[2] != 0);
    }
}
