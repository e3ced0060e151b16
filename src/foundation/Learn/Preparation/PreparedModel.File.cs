using Kirana.Data;
using Kirana.Data.ModelFiles;

namespace Kirana.Learn.Preparation;

public abstract partial class PreparedModel<TModel>
{
    private const string Inner = "model";

    /// <summary>Writes the preparation, and the inner model as the part <c>model</c>.</summary>
    /// <param name="writer">A writer or part of the kind <see cref="PreparedModelFile.ModelKind"/>.</param>
    /// <param name="kind">The inner model's kind.</param>
    /// <param name="version">The layout of that kind.</param>
    /// <param name="save">Writes the inner model.</param>
    public void Save(ModelWriter writer, string kind, int version, Action<TModel, ModelWriter> save)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(save);
        Preparation.Save(writer);
        save(Model, writer.Part(Inner, kind, version, version));
    }

    void IPreparedModel.Save(ModelWriter writer)
    {
        var form = TableModelForm.Of(Model) ?? throw new ArgumentException($"There is no form for a model of the type {Model.GetType().Name}.", nameof(writer));
        Save(writer, form.Kind, form.Version, (model, part) => form.Save(model, part));
    }

    /// <summary>Writes the model to a file of its own.</summary>
    /// <param name="path">The file; one that is there is replaced at once or not at all.</param>
    /// <param name="kind">The inner model's kind.</param>
    /// <param name="version">The layout of that kind.</param>
    /// <param name="save">Writes the inner model.</param>
    /// <exception cref="IOException">The folder is absent or the file cannot be written.</exception>
    public void Save(string path, string kind, int version, Action<TModel, ModelWriter> save) =>
        TableModelFile.Save(path, PreparedModelFile.ModelKind, PreparedModelFile.ModelVersion, writer => Save(writer, kind, version, save));

    /// <summary>Reads a model.</summary>
    /// <param name="reader">A file or part of the kind <see cref="PreparedModelFile.ModelKind"/>.</param>
    /// <param name="load">Reads the inner model.</param>
    /// <exception cref="DataException"><c>bad-model</c>: another kind, a newer layout, or content no model can be made of.</exception>
    public static PreparedModel<TModel> Load(ModelReader reader, Func<ModelReader, TModel> load)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(load);
        reader.Expect(PreparedModelFile.ModelKind, PreparedModelFile.ModelVersion);
        var preparation = FittedPreparation.Load(reader);
        var model = load(reader.Part(Inner));
        if (!model.Schema.Columns.Select(column => column.Name).SequenceEqual(preparation.PreparedNames, StringComparer.Ordinal))
            throw reader.Invalid(Inner, "a model of the prepared columns", "one of others");
        return Of(preparation, model);
    }

    /// <summary>Reads a model from its file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="load">Reads the inner model.</param>
    /// <exception cref="DataException"><c>bad-model</c>: the file is damaged, of another kind, or of a newer layout.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static PreparedModel<TModel> Load(string path, Func<ModelReader, TModel> load) => TableModelFile.Load(path, reader => Load(reader, load));
}
