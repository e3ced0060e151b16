using Kirana.Pictures.Charts;

namespace Kirana.Pictures.Scales;

/// <summary>One bar after stacking and placing side by side.</summary>
/// <param name="Mark">The index of its mark in the chart.</param>
/// <param name="Place">The index of its name.</param>
/// <param name="Lane">Its lane among the bars of one name, from 0.</param>
/// <param name="Lanes">The number of lanes.</param>
/// <param name="From">Where it begins on the value axis.</param>
/// <param name="To">Where it ends.</param>
internal readonly record struct BarSegment(int Mark, int Place, int Lane, int Lanes, double From, double To)
{
    /// <summary>All bars of a chart. Stacked values grow away from zero, those above it and those below it apart.</summary>
    /// <param name="chart">The chart.</param>
    public static IReadOnlyList<BarSegment> Of(Chart chart)
    {
        var axis = chart.Lying ? chart.X : chart.Y;
        var floor = axis.Kind == AxisKind.Log ? axis.Minimum ?? LowestPositive(chart) : 0;
        var lanes = chart.Marks.Count(mark => mark is BarMark { Stacked: false }) + (chart.Marks.Any(mark => mark is BarMark { Stacked: true }) ? 1 : 0);
        var above = new Dictionary<int, double>();
        var below = new Dictionary<int, double>();
        var segments = new List<BarSegment>();
        var lane = 0;
        var stackLane = -1;
        for (var index = 0; index < chart.Marks.Count; index++)
        {
            if (chart.Marks[index] is not BarMark bars)
                continue;
            if (bars.Stacked && stackLane < 0)
                stackLane = lane++;
            var own = bars.Stacked ? stackLane : lane++;
            for (var place = 0; place < bars.Values.Count; place++)
            {
                var value = bars.Values[place];
                if (!Scale.IsShown(value))
                    continue;
                var stack = value < 0 ? below : above;
                var from = bars.Stacked ? stack.GetValueOrDefault(place, floor) : floor;
                var to = bars.Stacked && stack.ContainsKey(place) ? from + value : value;
                if (bars.Stacked)
                    stack[place] = to;
                segments.Add(new BarSegment(index, place, own, lanes, from, to));
            }
        }

        return segments;
    }

    // Bars on a log axis have no zero to stand on; they stand a decade below the smallest.
    private static double LowestPositive(Chart chart)
    {
        var lowest = chart.Marks.OfType<BarMark>().SelectMany(bars => bars.Values).Where(value => value > 0 && Scale.IsShown(value)).DefaultIfEmpty(1).Min();
        return Math.Pow(10, Math.Floor(Math.Log10(lowest) - 1e-9));
    }
}
