using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Kirana.Data.Batches;
using Kirana.Data.Tables;

namespace Kirana.Bench.Scorecards.Learn;

/// <summary>Rows like those of the Higgs data, 28 features and a class, made as they are read: any number of them without a file.</summary>
/// <remarks>The values are those of the peers' generator of the same name: 21 measured features, some skewed or with few values, seven
/// made of them with noise, and odds that depend on bends, steps and interactions. Every number is a hash of its place, so the rows do
/// not depend on the batches.</remarks>
internal sealed class HiggsStream(int rows, ulong seed = 1, int batchRows = 1 << 16) : IBatchReader<TabularData>
{
    private const int Measured = 21;
    private const int Derived = 7;
    private const int Normals = Measured + Derived;

    private int _start;
    private TabularData? _batch;

    /// <summary>The seconds that making rows has taken.</summary>
    public (double Cpu, double Wall) Spent { get; private set; }

    public bool TryRead([NotNullWhen(true)] out TabularData? batch)
    {
        var (cpu, wall) = Measures.Seconds(Make);
        Spent = (Spent.Cpu + cpu, Spent.Wall + wall);
        batch = _batch;
        return batch is not null;
    }

    public void Dispose()
    {
    }

    private void Make()
    {
        var count = Math.Min(batchRows, rows - _start);
        _batch = count > 0 ? Batch(_start, count) : null;
        _start += count;
    }

    private TabularData Batch(int start, int count)
    {
        var columns = Enumerable.Range(0, Normals + 1).Select(_ => new float[count]).ToArray();
        Span<double> z = stackalloc double[Normals];
        for (var i = 0; i < count; i++)
        {
            var row = (ulong)(start + i);
            for (var j = 0; j < Normals; j++)
                z[j] = Normal(seed * 1000 + (ulong)(j < Measured ? j : 100 + j - Measured), row);
            Fill(columns, i, z, Uniform(seed * 1000 + 200, row));
        }

        return new TabularData(
            new Table(columns.Select((values, j) => new NumberColumn(j < Normals ? string.Create(CultureInfo.InvariantCulture, $"f{j}") : "target", values))), "target");
    }

    private static void Fill(float[][] columns, int i, ReadOnlySpan<double> z, double uniform)
    {
        for (var j = 0; j < Measured; j++)
            columns[j][i] = (float)(j switch
            {
                0 or 3 or 5 or 9 or 13 or 17 => Math.Exp(0.5 * z[j]),
                8 or 12 or 16 or 20 => z[j] < -0.3 ? 0 : z[j] < 0.6 ? 1.0865 : 2.1731,
                _ => z[j],
            });
        var odds = 1.2 * Math.Sin(1.5 * z[0]) * z[1] + 0.9 * Math.Abs(z[2]) - 0.8 * z[3] * z[4] + (z[5] > 0.3 && z[6] < 0.2 ? 1.1 : 0) - 0.6 * z[7] * z[7]
            + (z[8] > 0.6 ? 0.5 * z[9] : 0) - 0.7 * Math.Max(z[10], z[11]) + 0.4 * z[13] * Math.Cos(z[14] * z[15]) + 0.15;
        ReadOnlySpan<double> made =
        [
            Math.Exp(0.3 * z[3] * z[4]), z[0] * z[1], Math.Sqrt(z[5] * z[5] + z[6] * z[6]), Math.Abs(z[2]) - 0.5 * z[7] * z[7], Math.Max(z[10], z[11]),
            Math.Exp(0.4 * z[9]), odds * 0.25,
        ];
        for (var k = 0; k < Derived; k++)
            columns[Measured + k][i] = (float)(made[k] + (k == Derived - 1 ? 1 : 0.5) * z[Measured + k]);
        columns[Normals][i] = uniform < 1 / (1 + Math.Exp(-1.3 * odds)) ? 1 : 0;
    }

    private static double Uniform(ulong stream, ulong place) => (Hash(stream, place) >> 40) * Math.ScaleB(1, -24);

    /// <summary>About normal: the sum of four uniform numbers of 16 bits.</summary>
    private static double Normal(ulong stream, ulong place)
    {
        var hash = Hash(stream, place);
        var sum = (double)((hash & 0xFFFF) + (hash >> 16 & 0xFFFF) + (hash >> 32 & 0xFFFF) + (hash >> 48));
        return (sum / 65536 - 2) * Math.Sqrt(3);
    }

    /// <summary>SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014) of a counter.</summary>
    private static ulong Hash(ulong stream, ulong place)
    {
        const ulong Golden = 0x9E3779B97F4A7C15;
        var x = stream * Golden + place + Golden;
        x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9;
        x = (x ^ x >> 27) * 0x94D049BB133111EB;
        return x ^ x >> 31;
    }
}
