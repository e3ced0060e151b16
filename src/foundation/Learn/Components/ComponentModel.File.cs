using Kirana.Data;
using Kirana.Data.ModelFiles;
using Kirana.Learn.Binning;

namespace Kirana.Learn.Components;

public sealed partial class ComponentModel
{
    /// <summary>The kind of model in files.</summary>
    public const string ModelKind = "components";

    /// <summary>The newest layout this version reads and writes.</summary>
    public const int ModelVersion = 1;

    /// <summary>Writes the model.</summary>
    /// <param name="writer">A writer or part of the kind <see cref="ModelKind"/>.</param>
    public void Save(ModelWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Schema = FeatureColumn.SchemaOf(_columns).ToJson();
        FeatureColumnFile.Save(writer, _columns);
        writer.Add("mean", _shifts);
        writer.Add("factor", _factors);
        writer.Add("vector", _vectors, Components, Features);
        writer.Add("square", _squares);
        writer.Add("figure", [_divisor, _total, IsCentred ? 1 : 0]);
    }

    /// <summary>Writes the model to a file of its own.</summary>
    /// <param name="path">The file; one that is there is replaced at once or not at all.</param>
    /// <exception cref="IOException">The folder is absent or the file cannot be written.</exception>
    public void Save(string path) => TableModelFile.Save(path, ModelKind, ModelVersion, Save);

    /// <summary>Reads a model from its file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException"><c>bad-model</c>: the file is damaged, of another kind, or of a newer layout.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static ComponentModel Load(string path) => TableModelFile.Load(path, Load);

    /// <summary>Reads a model.</summary>
    /// <param name="reader">A file or part of the kind <see cref="ModelKind"/>.</param>
    /// <exception cref="DataException"><c>bad-model</c>: another kind, a newer layout, or content no model can be made of.</exception>
    public static ComponentModel Load(ModelReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        reader.Expect(ModelKind, ModelVersion);
        var (columns, squares) = (FeatureColumnFile.Load(reader), reader.Doubles("square"));
        if (columns.Length == 0 || Array.Exists(columns, column => column.IsCategorical))
            throw reader.Invalid("feature_name", "features that are numbers", "others");
        var (shifts, factors) = (reader.Doubles("mean", columns.Length), reader.Doubles("factor", columns.Length));
        var (vectors, figures) = (reader.Doubles("vector", squares.Length, columns.Length), reader.Doubles("figure", 3));
        if (squares.Length == 0 || !Array.TrueForAll([.. shifts, .. factors, .. vectors, .. squares, .. figures], double.IsFinite))
            throw reader.Invalid("vector", "finite numbers of at least one component", "others");
        return new ComponentModel(columns, shifts, factors, vectors, squares, figures[0], figures[1], figures[2] is not 0);
    }
}
