using Kirana.Forecast.Models;

namespace Kirana.Forecast.Decomposition;

/// <summary>What a model of <see cref="MstlMethod"/> keeps beside level, slope and α.</summary>
/// <remarks>As numbers: 1 for logarithms or 0, β, φ, the number of seasons, their lengths ascending, their cycles one after another.</remarks>
/// <param name="Logarithmic">Whether level, slope and cycles are of logarithms.</param>
/// <param name="Cycles">For each season what it adds, that of the next step first.</param>
internal sealed record MstlParameters(bool Logarithmic, double[][] Cycles)
{
    private const int Fixed = 4;

    /// <summary>β, by how much of an error the slope moves.</summary>
    public double Beta { get; init; }

    /// <summary>φ, what is left of the slope after a step.</summary>
    public double Phi { get; init; } = 1;

    /// <summary>Reads numbers without fault.</summary>
    public static MstlParameters Of(ReadOnlySpan<double> all)
    {
        var cycles = new double[(int)all[3]][];
        var place = Fixed + cycles.Length;
        for (var i = 0; i < cycles.Length; i++)
        {
            var length = (int)all[Fixed + i];
            cycles[i] = all.Slice(place, length).ToArray();
            place += length;
        }

        return new MstlParameters(all[0] != 0, cycles) { Beta = all[1], Phi = all[2] };
    }

    /// <summary>What is wrong with the parameters of a state; see <see cref="IModelKind.Fault"/>.</summary>
    public static (string Column, string Expected, string Found)? Fault(ReadOnlySpan<double> all)
    {
        if (all.Length < Fixed || !(all[3] >= 0 && all[3] <= all.Length - Fixed) || all[3] != Math.Floor(all[3]))
            return ("parameters", "a count of seasons, their lengths and cycles", $"{all.Length} numbers");
        var total = Fixed + all[3];
        foreach (var length in all.Slice(Fixed, (int)all[3]))
        {
            if (length < 2 || length != Math.Floor(length))
                return ("parameters", "seasons of whole steps from 2 on", $"{length}");
            total += length;
        }

        return total == all.Length ? null : ("parameters", $"{total} numbers for its seasons", $"{all.Length}");
    }

    /// <summary>The numbers in the order of a state.</summary>
    public double[] ToArray() =>
        [Logarithmic ? 1 : 0, Beta, Phi, Cycles.Length, .. Cycles.Select(cycle => (double)cycle.Length), .. Cycles.SelectMany(cycle => cycle)];
}
