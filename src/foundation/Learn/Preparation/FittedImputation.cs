using Kirana.Data.ModelFiles;

namespace Kirana.Learn.Preparation;

/// <summary>Fills gaps with one value a column.</summary>
/// <param name="fills">What fills each column; NaN where gaps stay.</param>
/// <param name="indicators">The columns whose gaps are told of, behind the others.</param>
internal sealed class FittedImputation(float[] fills, int[] indicators) : FittedStep
{
    public const string FileKind = "impute";

    public override string Kind => FileKind;

    public override int Inputs => fills.Length;

    public override int Width => fills.Length + indicators.Length;

    public override void Apply(ReadOnlySpan<float> row, Span<float> prepared) => Fill(fills, indicators, row, prepared);

    /// <summary>Fills the gaps of a row, and tells of them behind its columns.</summary>
    internal static void Fill(float[] fills, int[] indicators, ReadOnlySpan<float> row, Span<float> prepared)
    {
        for (var f = 0; f < fills.Length; f++)
            prepared[f] = float.IsFinite(row[f]) || float.IsNaN(fills[f]) ? row[f] : fills[f];
        for (var i = 0; i < indicators.Length; i++)
            prepared[fills.Length + i] = float.IsFinite(row[indicators[i]]) ? 0 : 1;
    }

    public override int[] Sources(int column) => [column < fills.Length ? column : indicators[column - fills.Length]];

    public override void Save(ModelWriter writer)
    {
        writer.Add("fill", fills);
        writer.Add("indicator", indicators);
    }

    public static FittedImputation Load(ModelReader reader)
    {
        var fills = reader.Floats("fill");
        return new FittedImputation(fills, LoadPlaces(reader, "indicator", fills.Length));
    }
}
