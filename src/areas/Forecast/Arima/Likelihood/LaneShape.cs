namespace Kirana.Forecast.Arima.Likelihood;

/// <summary>How much room the tasks of one search need.</summary>
/// <param name="Season">Steps in one season, 1 for none.</param>
/// <param name="Steps">The longest series.</param>
/// <param name="Columns">Columns: regressors and, last, the series.</param>
/// <param name="Ar">The most autoregressive coefficients.</param>
/// <param name="SeasonalAr">The most seasonal autoregressive coefficients.</param>
/// <param name="Ma">The most moving average coefficients.</param>
/// <param name="SeasonalMa">The most seasonal moving average coefficients.</param>
/// <param name="Coordinates">The most coordinates of one task.</param>
internal readonly record struct LaneShape(
    int Season, int Steps, int Columns, int Ar, int SeasonalAr, int Ma, int SeasonalMa, int Coordinates)
{
    /// <summary>The degree of φ(B) Φ(Bᵐ).</summary>
    public int ArDegree => Ar + Season * SeasonalAr;

    /// <summary>The degree of θ(B) Θ(Bᵐ).</summary>
    public int MaDegree => Ma + Season * SeasonalMa;

    /// <summary>Steps into which the time before the series reaches.</summary>
    public int States => Math.Max(ArDegree, MaDegree);

    /// <summary>Places for coordinates: each kind has its own.</summary>
    public int Slots => Ar + SeasonalAr + Ma + SeasonalMa;

    /// <summary>About how many products a round takes.</summary>
    public double Cost
    {
        get
        {
            double states = States;
            return (Coordinates + 1) * (states * states * (states + 8) + Steps * (Columns * (Slots + 6.0 + Columns) + 6 * (Ma + SeasonalMa)) + 500);
        }
    }

    /// <summary>The room for all tasks of a search.</summary>
    public static LaneShape Of(ReadOnlySpan<ArmaTask> tasks)
    {
        var shape = new LaneShape(tasks[0].Orders.Season, 0, 0, 0, 0, 0, 0, 0);
        foreach (var task in tasks)
            shape = shape.With(task);
        return shape;
    }

    /// <summary>The room if another task joins.</summary>
    public LaneShape With(ArmaTask task)
    {
        var orders = task.Orders;
        return new LaneShape(
            Season, Math.Max(Steps, task.Data.Steps), Math.Max(Columns, task.Data.Columns.Length), Math.Max(Ar, orders.Ar),
            Math.Max(SeasonalAr, orders.SeasonalAr), Math.Max(Ma, orders.Ma), Math.Max(SeasonalMa, orders.SeasonalMa), Math.Max(Coordinates, orders.Count));
    }
}
