using Kirana.Numerics.Kernels;

namespace Kirana.Forecast.Arima.Likelihood;

/// <summary>The memory of one search: a number for each of <see cref="LaneKernel.Lanes"/> tasks lies side by side.</summary>
/// <remarks>A table index times <see cref="Width"/> plus the lane is the place of a number. Series end together: shorter ones begin later.
/// Before and after each row lie <see cref="Margin"/> zeros, so that no filter needs to look where it is.</remarks>
internal sealed class LaneTable
{
    public const int Width = LaneKernel.Lanes;

    /// <summary>Makes room.</summary>
    /// <param name="shape">How much.</param>
    public LaneTable(LaneShape shape)
    {
        Shape = shape;
        var states = shape.States;
        Margin = Math.Max(1, states);
        Row = (shape.Steps + 2 * Margin) * Width;
        Values = new double[shape.Columns * Row];
        Filtered = new double[shape.Columns * Row];
        Innovations = new double[shape.Columns * Row];
        Origin = new double[Row];
        Impulse = new double[Row];
        Between = new double[Row];
        Back = new double[Row];
        Residuals = new double[(shape.Coordinates + 1) * shape.Steps * Width];
        Place = new double[shape.Slots * Width];
        Factors = new double[shape.Slots * Width];
        Ar = new double[(states + 1) * Width];
        Ma = new double[(states + 1) * Width];
        Levels = new double[(shape.ArDegree + 1) * (shape.ArDegree + 1) * Width];
        Autocovariances = new double[(2 * states + shape.MaDegree + 2) * Width];
        Averages = new double[(states + shape.MaDegree + 2) * Width];
        Weights = new double[(states + 1) * Width];
        Covariance = new double[states * states * Width];
        Loadings = new double[states * states * Width];
        Pivots = new double[states * Width];
        Moments = new double[states * states * Width];
        Product = new double[states * states * Width];
        Information = new double[states * states * Width];
        Scores = new double[(shape.Columns + 1) * states * Width];
        Gram = new double[shape.Columns * shape.Columns * Width];
        Coefficients = new double[shape.Columns * Width];
    }

    /// <summary>How much room there is.</summary>
    public LaneShape Shape { get; }

    /// <summary>Zeros before and after each row.</summary>
    public int Margin { get; }

    /// <summary>Places of one row with its margins.</summary>
    public int Row { get; }

    /// <summary>The step at which each lane's series begins, counted in a row with its margin.</summary>
    public int[] Start { get; } = new int[Width];

    /// <summary>How many columns each lane's series has less than there is room for; they come first and are zero.</summary>
    public int[] Missing { get; } = new int[Width];

    /// <summary>How many of the columns after those mark gaps.</summary>
    public int[] Gaps { get; } = new int[Width];

    /// <summary>n of each lane; 0 for a lane at rest.</summary>
    public double[] Observations { get; } = new double[Width];

    /// <summary>Regressors and series.</summary>
    public double[] Values { get; }

    /// <summary>φ(B) Φ(Bᵐ) of them.</summary>
    public double[] Filtered { get; }

    /// <summary>θ(B)⁻¹ Θ(Bᵐ)⁻¹ of these.</summary>
    public double[] Innovations { get; }

    /// <summary>A one at the start of each lane's series.</summary>
    public double[] Origin { get; }

    /// <summary>h: θ(B)⁻¹ Θ(Bᵐ)⁻¹ of a one at the start.</summary>
    public double[] Impulse { get; }

    /// <summary>What lies between the two factors of a filter.</summary>
    public double[] Between { get; }

    /// <summary>What comes out of a filter that runs backwards.</summary>
    public double[] Back { get; }

    /// <summary>The innovations given the whole series, at the trial point and, for each coordinate, a little beside it.</summary>
    public double[] Residuals { get; }

    /// <summary>The partial autocorrelations looked at: φ, Φ, θ, Θ.</summary>
    public double[] Place { get; }

    /// <summary>The coefficients they stand for.</summary>
    public double[] Factors { get; }

    /// <summary>The coefficients of φ(B) Φ(Bᵐ) = 1 − Σ φ(k) Bᵏ, from k = 0 on.</summary>
    public double[] Ar { get; }

    /// <summary>The coefficients of θ(B) Θ(Bᵐ) = 1 + Σ θ(k) Bᵏ, from k = 0 on.</summary>
    public double[] Ma { get; }

    /// <summary>The autoregressions of each lower degree that predict best (Levinson and Durbin), one a row.</summary>
    public double[] Levels { get; }

    /// <summary>Autocovariances.</summary>
    public double[] Autocovariances { get; }

    /// <summary>Products of the moving average's coefficients, then autocovariances.</summary>
    public double[] Averages { get; }

    /// <summary>ψ, the weights of past innovations in the series.</summary>
    public double[] Weights { get; }

    /// <summary>P, the covariance of what is left of the time before the series.</summary>
    public double[] Covariance { get; }

    /// <summary>Lᵀ of P = L D Lᵀ.</summary>
    public double[] Loadings { get; }

    /// <summary>D.</summary>
    public double[] Pivots { get; }

    /// <summary>M = HᵀH.</summary>
    public double[] Moments { get; }

    /// <summary>(M L)ᵀ.</summary>
    public double[] Product { get; }

    /// <summary>K = LᵀML, the lower triangle.</summary>
    public double[] Information { get; }

    /// <summary>Lᵀ Hᵀ ε of each column, then of the series less its regression.</summary>
    public double[] Scores { get; }

    /// <summary>Products of columns, each weighed by the inverse of the covariance; the lower triangle.</summary>
    public double[] Gram { get; }

    /// <summary>The coefficients of the regressors.</summary>
    public double[] Coefficients { get; }

    /// <summary>S at the place looked at.</summary>
    public double[] Squares { get; } = new double[Width];

    /// <summary>ln |Γ| at the place looked at.</summary>
    public double[] Logarithms { get; } = new double[Width];
}
