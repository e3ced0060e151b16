using Kirana.Pictures.Charts;

namespace Kirana.Pictures.Scales;

/// <summary>The scales of a chart's two axes, from what its marks show and what its axes ask for.</summary>
internal static class Domains
{
    /// <summary>The two scales of a chart.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="ticksAcross">About how many ticks fit along the x axis.</param>
    /// <param name="ticksUp">About how many ticks fit along the y axis.</param>
    public static (Scale X, Scale Y) Of(Chart chart, int ticksAcross, int ticksUp)
    {
        var x = new Extent(chart.X);
        var y = new Extent(chart.Y);
        var (places, values) = chart.Lying ? (y, x) : (x, y);
        foreach (var mark in chart.Marks)
        {
            switch (mark)
            {
                case LineMark line:
                    x.Take(line.X, line.Y, y);
                    break;
                case PointMark points:
                    x.Take(points.X, points.Y, y);
                    break;
                case BandMark band:
                    x.Take(band.X, band.Lower, y);
                    x.Take(band.X, band.Upper, y);
                    break;
                case ErrorMark error:
                    places.Take(error.Places, error.Lower, values);
                    places.Take(error.Places, error.Upper, values);
                    break;
                case HeatMark heat:
                    y.Reserve(heat.Values.Count);
                    foreach (var row in heat.Values)
                        x.Reserve(row.Count);
                    break;
                case BarMark bars:
                    places.Reserve(bars.Values.Count);
                    break;
            }
        }

        foreach (var segment in BarSegment.Of(chart))
        {
            values.Take(segment.From);
            values.Take(segment.To);
        }

        var hasPoints = chart.Marks.Any(mark => mark is PointMark);
        return (x.Scale(ticksAcross, chart.Lying, hasPoints), y.Scale(ticksUp, !chart.Lying, hasPoints));
    }

    /// <summary>The smallest and largest values met along one axis.</summary>
    private sealed class Extent(Axis axis)
    {
        private double _minimum = double.PositiveInfinity;
        private double _maximum = double.NegativeInfinity;
        private int _places;

        public void Reserve(int places) => _places = Math.Max(_places, places);

        /// <summary>Takes pairs of which both ends can be shown.</summary>
        public void Take(IReadOnlyList<double> places, IReadOnlyList<double> values, Extent other)
        {
            for (var i = 0; i < places.Count; i++)
                if (Shows(places[i]) && other.Shows(values[i]))
                {
                    Take(places[i]);
                    other.Take(values[i]);
                }
        }

        public void Take(double value)
        {
            if (!Shows(value))
                return;
            _minimum = Math.Min(_minimum, value);
            _maximum = Math.Max(_maximum, value);
        }

        public Scale Scale(int ticks, bool isValue, bool hasPoints)
        {
            var low = axis.Minimum is { } minimum && Shows(minimum) ? minimum : _minimum;
            var high = axis.Maximum is { } maximum && Shows(maximum) ? maximum : _maximum;
            switch (axis.Kind)
            {
                case AxisKind.Category:
                    return new CategoryScale(axis.Categories, _places);
                case AxisKind.Time:
                    return new TimeScale(low, high);
                case AxisKind.Log:
                    return new LogScale(low, high, axis.Prefix, axis.Suffix);
                default:
                    // Zero is part of the picture where the data comes near it: lengths then compare as the numbers do.
                    if (isValue && axis.Minimum is null && low > 0 && low <= 0.5 * high)
                        low = 0;
                    if (isValue && axis.Maximum is null && high < 0 && high >= 0.5 * low)
                        high = 0;
                    var scale = new LinearScale(low, high, axis.Prefix, axis.Suffix);
                    return isValue || hasPoints ? scale.Widened(ticks, axis.Minimum is null, axis.Maximum is null) : scale;
            }
        }

        private bool Shows(double value) => axis.Kind switch
        {
            AxisKind.Time => TimeScale.IsMoment(value),
            AxisKind.Log => value > 0 && Scales.Scale.IsShown(value),
            AxisKind.Category => value >= -0.5 && value < Math.Max(axis.Categories.Count, _places),
            _ => Scales.Scale.IsShown(value),
        };
    }
}
