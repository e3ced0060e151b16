using Kirana.Data.ModelFiles;

namespace Kirana.Learn.Preparation;

/// <summary>Fills gaps by regressions, round after round.</summary>
/// <param name="fills">What gaps of each column start at; NaN where they stay.</param>
/// <param name="indicators">The columns whose gaps are told of, behind the others.</param>
/// <param name="regressions">The regressions in their order.</param>
/// <param name="rounds">How often they are gone through.</param>
internal sealed class FittedIterativeImputation(float[] fills, int[] indicators, GapRegression[] regressions, int rounds) : FittedStep
{
    public const string FileKind = "impute-iteratively";

    public override string Kind => FileKind;

    public override int Inputs => fills.Length;

    public override int Width => fills.Length + indicators.Length;

    public override void Apply(ReadOnlySpan<float> row, Span<float> prepared)
    {
        FittedImputation.Fill(fills, indicators, row, prepared);
        for (var round = 0; round < rounds; round++)
        {
            var isChanged = false;
            foreach (var regression in regressions)
                if (!float.IsFinite(row[regression.Column]))
                {
                    var own = (float)regression.Of(prepared);
                    isChanged |= own != prepared[regression.Column];
                    prepared[regression.Column] = own;
                }

            if (!isChanged)
                break;
        }
    }

    public override int[] Sources(int column) => [column < fills.Length ? column : indicators[column - fills.Length]];

    public override void Save(ModelWriter writer)
    {
        writer.Add("fill", fills);
        writer.Add("indicator", indicators);
        writer.Add("rounds", [rounds]);
        writer.Add("column", Array.ConvertAll(regressions, own => own.Column));
        writer.Add("predictors", Array.ConvertAll(regressions, own => own.Predictors.Length));
        writer.Add("predictor", [.. regressions.SelectMany(own => own.Predictors)]);
        writer.Add("slope", [.. regressions.SelectMany(own => own.Slopes)]);
        writer.Add("intercept", Array.ConvertAll(regressions, own => own.Intercept));
        writer.Add("least", Array.ConvertAll(regressions, own => own.Least));
        writer.Add("most", Array.ConvertAll(regressions, own => own.Most));
    }

    public static FittedIterativeImputation Load(ModelReader reader)
    {
        var fills = reader.Floats("fill");
        var (indicators, columns) = (LoadPlaces(reader, "indicator", fills.Length), LoadPlaces(reader, "column", fills.Length));
        var (counts, predictors) = (reader.Ints("predictors", columns.Length), LoadPlaces(reader, "predictor", fills.Length));
        var (slopes, intercepts) = (reader.Doubles("slope", predictors.Length), reader.Doubles("intercept", columns.Length));
        var (least, most) = (reader.Doubles("least", columns.Length), reader.Doubles("most", columns.Length));
        if (Array.Exists(counts, count => count < 0) || counts.Sum(count => (long)count) != predictors.Length)
            throw reader.Invalid("predictors", $"{predictors.Length} predictors in all", "another number");
        if (reader.Ints("rounds", 1)[0] is var rounds && rounds is < 1 or > 100)
            throw reader.Invalid("rounds", "1 to 100", $"{rounds}");
        var regressions = new GapRegression[columns.Length];
        for (int i = 0, at = 0; i < columns.Length; at += counts[i++])
            regressions[i] = new GapRegression(columns[i], predictors[at..(at + counts[i])], slopes[at..(at + counts[i])], intercepts[i], least[i], most[i]);
        return new FittedIterativeImputation(fills, indicators, regressions, rounds);
    }
}
