namespace Kirana.Forecast.Arima.Likelihood;

/// <summary>One model to be fitted to one series from one starting point: what a lane of the search works on.</summary>
/// <param name="data">The series.</param>
/// <param name="orders">The orders.</param>
/// <param name="start">Where the search begins: partial autocorrelations of φ, Φ, θ and Θ, in this order.</param>
internal sealed class ArmaTask(ArmaData data, ArmaOrders orders, double[] start)
{
    /// <summary>The series.</summary>
    public ArmaData Data { get; } = data;

    /// <summary>The orders.</summary>
    public ArmaOrders Orders { get; } = orders;

    /// <summary>The partial autocorrelations: where the search begins, and when it has ended, where it ended.</summary>
    public double[] Point { get; } = start;

    /// <summary>n ln S + ln |Γ| at <see cref="Point"/>; +∞ before the search, and where nothing could be fitted.</summary>
    public double Objective { get; set; } = double.PositiveInfinity;

    /// <summary>S at <see cref="Point"/>: the squared innovations.</summary>
    public double Squares { get; set; }

    /// <summary>The coefficients of the regressors at <see cref="Point"/>.</summary>
    public double[] Coefficients { get; } = new double[data.Columns.Length - 1];

    /// <summary>What there is at <see cref="Point"/>, where the task was searched alone; otherwise <see langword="null"/>.</summary>
    public SinglePlace? Place { get; set; }

    /// <summary>By how much the first step is shortened (Marquardt's λ); a search broken off leaves what it used last.</summary>
    public double Raise { get; set; } = 1e-2;

    /// <summary>A search that promises to stay above this objective by far is given up.</summary>
    public double Limit { get; set; } = double.PositiveInfinity;

    /// <summary>Whether the search was broken off before its end.</summary>
    public bool IsOpen { get; set; } = true;
}
