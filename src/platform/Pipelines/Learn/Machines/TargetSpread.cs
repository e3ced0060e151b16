using Kirana.Data.Tables;

namespace Kirana.Pipelines.Learn.Machines;

/// <summary>How far the numbers of a target lie apart, by which options that have its unit are told.</summary>
internal static class TargetSpread
{
    /// <summary>The standard deviation; 1 where all numbers are equal or one is not finite, which the fit then says.</summary>
    public static double Of(TabularData data)
    {
        if (data.Target is not NumberColumn { Count: > 0 } target)
            return 1;
        double mean = 0, squares = 0;
        for (var row = 0; row < target.Count; row++)
            mean += target[row] / target.Count;
        for (var row = 0; row < target.Count; row++)
            squares += (target[row] - mean) * (target[row] - mean) / target.Count;
        return squares > 0 && double.IsFinite(squares) ? Math.Sqrt(squares) : 1;
    }
}
