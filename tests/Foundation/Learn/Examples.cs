using Kirana.Data.Fitting;
using Kirana.Learn;
using Kirana.Learn.Binning;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn;

/// <summary>Small tables the tests make.</summary>
internal static class Examples
{
    public static FitContext OneThread { get; } = new() { Threads = 1 };

    /// <summary>Six numeric features with an interaction, a bend, a step and two of noise; every eleventh value of the first is missing.</summary>
    public static LabelledRows Regression(int rows, ulong seed = 1)
    {
        var random = new RandomStream(seed);
        var (values, targets) = (new float[rows * 6], new float[rows]);
        for (var i = 0; i < rows; i++)
        {
            var x = values.AsSpan(i * 6, 6);
            foreach (ref var v in x)
                v = (float)random.NextGaussian();
            targets[i] = x[0] * x[1] + x[2] * x[2] + (x[3] > 0 ? 2 : 0) + 0.1f * (float)random.NextGaussian();
            if (i % 11 == 0)
                x[0] = float.NaN;
        }

        return new LabelledRows(new RowMajorSource(values, FeatureColumn.Unnamed(6)), targets);
    }

    /// <summary>The same features; class 1 where the number above is greater than 1.</summary>
    public static LabelledRows Binary(int rows, ulong seed = 1)
    {
        var regression = Regression(rows, seed);
        return regression with { Targets = Array.ConvertAll(regression.Targets, t => t > 1 ? 1f : 0f) };
    }

    /// <summary>The same features; class 0, 1 or 2.</summary>
    public static LabelledRows Classes(int rows, ulong seed = 1)
    {
        var regression = Regression(rows, seed);
        return regression with { Targets = Array.ConvertAll(regression.Targets, t => t < 0.5f ? 0f : t < 2 ? 1f : 2f) };
    }

    public static LabelledRows Of(float[][] columns, float[] targets, params bool[] categorical)
    {
        var described = columns.Select((_, i) => new FeatureColumn($"f{i}", i < categorical.Length && categorical[i])).ToArray();
        return new LabelledRows(new ColumnSource([.. columns.Select(c => (ReadOnlyMemory<float>)c)], described), targets);
    }

    public static float[] Row(this LabelledRows rows, int row)
    {
        var values = new float[rows.Features.Features];
        for (var f = 0; f < values.Length; f++)
            rows.Features.Read(f, row, values.AsSpan(f, 1));
        return values;
    }

    /// <summary>All features row by row.</summary>
    public static float[] Matrix(this LabelledRows rows) => [.. Enumerable.Range(0, rows.Rows).SelectMany(rows.Row)];
}
