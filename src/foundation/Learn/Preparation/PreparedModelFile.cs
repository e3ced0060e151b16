using Kirana.Data;
using Kirana.Data.ModelFiles;

namespace Kirana.Learn.Preparation;

/// <summary>What can be said of a prepared model's file before the type of its inner model is known.</summary>
public static class PreparedModelFile
{
    /// <summary>The kind of model in files.</summary>
    public const string ModelKind = "prepared";

    /// <summary>The newest layout this version reads and writes.</summary>
    public const int ModelVersion = 1;

    /// <summary>The kind of the inner model.</summary>
    /// <param name="reader">A file or part of the kind <see cref="ModelKind"/>.</param>
    /// <exception cref="DataException"><c>bad-model</c>: another kind, a newer layout, or no inner model.</exception>
    public static string InnerKind(ModelReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        reader.Expect(ModelKind, ModelVersion);
        return reader.Part("model").Kind;
    }

    /// <summary>Reads a model whose inner model is of one of the forms of this library.</summary>
    /// <param name="reader">A file or part of the kind <see cref="ModelKind"/>.</param>
    /// <exception cref="DataException"><c>bad-model</c>: another kind, a newer layout, an inner model of no known form, or content no model can be made of.</exception>
    public static ITableModel Load(ModelReader reader) => PreparedModel<ITableModel>.Load(
        reader, inner => (TableModelForm.Of(inner.Kind) ?? throw reader.Invalid("model", "a model of a known kind", inner.Kind)).Load(inner));
}
