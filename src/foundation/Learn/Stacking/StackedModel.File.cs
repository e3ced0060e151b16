using Kirana.Data;
using Kirana.Data.ModelFiles;
using Kirana.Learn.Binning;

namespace Kirana.Learn.Stacking;

public sealed partial class StackedModel
{
    /// <summary>The kind of model in files.</summary>
    public const string ModelKind = "stacked";

    /// <summary>The newest layout this version reads and writes.</summary>
    public const int ModelVersion = 1;

    /// <summary>Writes the model with its members as the parts <c>member-0</c>, <c>member-1</c>, ….</summary>
    /// <param name="writer">A writer or part of the kind <see cref="ModelKind"/>.</param>
    /// <param name="forms">Forms of members beside <see cref="TableModelForm.All"/>; none by default.</param>
    /// <exception cref="ArgumentException">A member is of no known form.</exception>
    public void Save(ModelWriter writer, IReadOnlyList<TableModelForm>? forms = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Schema = Schema.ToJson();
        FeatureColumnFile.Save(writer, Columns);
        writer.AddStrings("label", Labels);
        writer.Add("combiner", [(int)_combination.Combiner]);
        writer.Add("weight", _combination.Weights);
        writer.Add("intercept", [_combination.Intercept]);
        for (var m = 0; m < _members.Length; m++)
        {
            var model = _members[m].Model;
            var form = TableModelForm.Of(model, forms)
                ?? throw new ArgumentException($"There is no form for a member of the type {model.GetType().Name}; give one.", nameof(forms));
            form.Save(model, writer.Part(NameOf(m), form.Kind, form.Version, form.Version));
        }
    }

    /// <summary>Writes the model to a file of its own.</summary>
    /// <param name="path">The file; one that is there is replaced at once or not at all.</param>
    /// <param name="forms">Forms of members beside <see cref="TableModelForm.All"/>; none by default.</param>
    /// <exception cref="ArgumentException">A member is of no known form.</exception>
    /// <exception cref="IOException">The folder is absent or the file cannot be written.</exception>
    public void Save(string path, IReadOnlyList<TableModelForm>? forms = null) => TableModelFile.Save(path, ModelKind, ModelVersion, writer => Save(writer, forms));

    /// <summary>Reads a model from its file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="forms">Forms of members beside <see cref="TableModelForm.All"/>; none by default.</param>
    /// <exception cref="DataException"><c>bad-model</c>: the file is damaged, of another kind, or of a newer layout.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static StackedModel Load(string path, IReadOnlyList<TableModelForm>? forms = null) => TableModelFile.Load(path, reader => Load(reader, forms));

    /// <summary>Reads a model.</summary>
    /// <param name="reader">A file or part of the kind <see cref="ModelKind"/>.</param>
    /// <param name="forms">Forms of members beside <see cref="TableModelForm.All"/>; none by default.</param>
    /// <exception cref="DataException"><c>bad-model</c>: another kind, a newer layout, a member of no known form, or content no model can be made of.</exception>
    public static StackedModel Load(ModelReader reader, IReadOnlyList<TableModelForm>? forms = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        reader.Expect(ModelKind, ModelVersion);
        var (columns, labels, weights) = (FeatureColumnFile.Load(reader), reader.Strings("label"), reader.Doubles("weight"));
        var (combiner, intercept) = ((StackCombiner)reader.Ints("combiner", 1)[0], reader.Doubles("intercept", 1)[0]);
        if (columns.Length == 0 || weights.Length == 0 || !Array.TrueForAll(weights, double.IsFinite) || !double.IsFinite(intercept))
            throw reader.Invalid("weight", "columns, and a finite weight for each member", $"{columns.Length} columns and {weights.Length} weights");
        if (combiner == StackCombiner.Automatic || !Enum.IsDefined(combiner) || (combiner == StackCombiner.Logistic && labels.Length != 2))
            throw reader.Invalid("combiner", "a combiner for the classes", $"{combiner} for {labels.Length}");
        var members = new ITableModel[weights.Length];
        for (var m = 0; m < members.Length; m++)
        {
            var part = reader.Part(NameOf(m));
            var form = TableModelForm.Of(part.Kind, forms)
                ?? throw reader.Invalid(NameOf(m), "a model of a known kind", part.Kind);
            members[m] = form.Load(part);
        }

        try
        {
            return new StackedModel(columns, labels, members, new Combination(combiner, weights, intercept));
        }
        catch (Exception fault) when (fault is ArgumentException or DataException)
        {
            throw reader.Invalid("member-0", "members of the stack's columns and classes", fault.Message);
        }
    }

    private static string NameOf(int member) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"member-{member}");
}
