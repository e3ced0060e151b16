using Kirana.Data;
using Kirana.Data.ModelFiles;
using Kirana.Learn.Binning;
using Kirana.Learn.Trees;

namespace Kirana.Learn;

/// <summary>What the files of all models of tables share: the columns, the labels of the classes, and the trees.</summary>
internal static class TableModelFile
{
    /// <summary>Writes what they share. The schema names the columns also to readers that know nothing of trees.</summary>
    public static void Save(ModelWriter writer, FeatureColumn[] columns, IReadOnlyList<string> labels, IReadOnlyList<Tree> trees)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Schema = FeatureColumn.SchemaOf(columns).ToJson();
        FeatureColumnFile.Save(writer, columns);
        writer.AddStrings("label", labels);
        TreeFile.Save(writer, trees);
    }

    /// <summary>Reads what they share.</summary>
    /// <param name="reader">A file or part.</param>
    /// <param name="kind">The kind of model it has to hold.</param>
    /// <param name="version">The newest layout of that kind.</param>
    /// <exception cref="DataException"><c>bad-model</c>.</exception>
    public static (FeatureColumn[] Columns, string[] Labels, Tree[] Trees) Load(ModelReader reader, string kind, int version)
    {
        ArgumentNullException.ThrowIfNull(reader);
        reader.Expect(kind, version);
        var columns = FeatureColumnFile.Load(reader);
        return (columns, reader.Strings("label"), TreeFile.Load(reader, columns.Length));
    }

    /// <summary>Writes a model to a file of its own, which appears as a whole or not at all.</summary>
    public static void Save(string path, string kind, int version, Action<ModelWriter> save)
    {
        var writer = new ModelWriter(kind, version, version);
        save(writer);
        writer.Save(path);
    }

    /// <summary>Reads a model from a file of its own.</summary>
    /// <exception cref="DataException"><c>bad-model</c>.</exception>
    public static TModel Load<TModel>(string path, Func<ModelReader, TModel> load)
    {
        using var reader = ModelReader.Open(path);
        return load(reader);
    }
}
