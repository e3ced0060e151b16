using Kirana.Data.ModelFiles;

namespace Kirana.Learn.Preparation;

/// <summary>All columns, then products of pairs of them.</summary>
internal sealed class FittedProducts(int inputs, int[] first, int[] second) : FittedStep
{
    public const string FileKind = "multiply";

    public override string Kind => FileKind;

    public override int Inputs => inputs;

    public override int Width => inputs + first.Length;

    public override void Apply(ReadOnlySpan<float> row, Span<float> prepared)
    {
        row.CopyTo(prepared);
        for (var i = 0; i < first.Length; i++)
            prepared[inputs + i] = row[first[i]] * row[second[i]];
    }

    public override int[] Sources(int column) => column < inputs ? [column] : [first[column - inputs], second[column - inputs]];

    public override void Save(ModelWriter writer)
    {
        writer.Add("inputs", [inputs]);
        writer.Add("first", first);
        writer.Add("second", second);
    }

    public static FittedProducts Load(ModelReader reader)
    {
        var inputs = reader.Ints("inputs", 1)[0];
        var (first, second) = (LoadPlaces(reader, "first", inputs), LoadPlaces(reader, "second", inputs));
        return first.Length == second.Length ? new FittedProducts(inputs, first, second) : throw reader.Invalid("second", $"{first.Length} places", $"{second.Length}");
    }
}
