using Kirana.Data;
using Kirana.Data.ModelFiles;
using Kirana.Learn.Binning;

namespace Kirana.Learn.Bayes;

public sealed partial class NaiveBayesModel
{
    /// <summary>The kind of model in files.</summary>
    public const string ModelKind = "naive-bayes";

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
        writer.Add("family", [(int)Family]);
        writer.Add("prior", _logPriors);
        writer.Add("parameter", _first);
        writer.Add("spread", _second);
        writer.Add("threshold", [_threshold]);
    }

    /// <summary>Writes the model to a file of its own.</summary>
    /// <param name="path">The file; one that is there is replaced at once or not at all.</param>
    /// <exception cref="IOException">The folder is absent or the file cannot be written.</exception>
    public void Save(string path) => TableModelFile.Save(path, ModelKind, ModelVersion, Save);

    /// <summary>Reads a model from its file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException"><c>bad-model</c>: the file is damaged, of another kind, or of a newer layout.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static NaiveBayesModel Load(string path) => TableModelFile.Load(path, Load);

    /// <summary>Reads a model.</summary>
    /// <param name="reader">A file or part of the kind <see cref="ModelKind"/>.</param>
    /// <exception cref="DataException"><c>bad-model</c>: another kind, a newer layout, or content no model can be made of.</exception>
    public static NaiveBayesModel Load(ModelReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        reader.Expect(ModelKind, ModelVersion);
        var (columns, labels, family) = (FeatureColumnFile.Load(reader), reader.Strings("label"), (BayesFamily)reader.Ints("family", 1)[0]);
        if (labels.Length < 2)
            throw reader.Invalid("label", "at least two classes", $"{labels.Length}");
        if (!Enum.IsDefined(family))
            throw reader.Invalid("family", "a known family", $"{family}");
        if (columns.Length == 0 || Array.Exists(columns, column => column.IsCategorical != (family == BayesFamily.Categorical)))
            throw reader.Invalid("feature_name", family == BayesFamily.Categorical ? "features that are categories" : "features that are numbers", "others");
        var size = checked(columns.Length * labels.Length);
        var count = family == BayesFamily.Categorical ? Starts(columns, labels.Length)[^1] : size;
        var priors = reader.Doubles("prior", labels.Length);
        var (first, second) = (reader.Doubles("parameter", count), reader.Doubles("spread", family is BayesFamily.Gaussian or BayesFamily.Bernoulli ? size : 0));
        var threshold = reader.Doubles("threshold", 1)[0];
        if (!Array.TrueForAll([.. priors, .. first, .. second, threshold], double.IsFinite))
            throw reader.Invalid("parameter", "finite numbers", "others");
        if (family == BayesFamily.Gaussian && !Array.TrueForAll(second, variance => variance > 0))
            throw reader.Invalid("spread", "variances above 0", "others");
        return new NaiveBayesModel(family, columns, labels, priors, first, second, threshold);
    }
}
