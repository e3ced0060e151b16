namespace Kirana.Learn.SupportVectors;

/// <summary>A similarity of two rows that is a scalar product in some space of features: the space itself is never needed.</summary>
/// <remarks>By Mercer's theorem that holds where every matrix of similarities is positive semidefinite (<see cref="MercerCheck"/>). Immutable.</remarks>
public abstract record Kernel
{
    private protected Kernel()
    {
    }

    /// <summary>xᵀz: separates by a plane.</summary>
    public static Kernel Linear { get; } = new LinearKernel();

    /// <summary>exp(−γ‖x − z‖²): similar means near.</summary>
    /// <param name="gamma">γ, above 0; <see langword="null"/> for 1 / (p · variance of all features).</param>
    public static Kernel Rbf(double? gamma = null) => new RbfKernel(gamma);

    /// <summary>(γ·xᵀz + r)^d: products of up to d features.</summary>
    /// <param name="degree">d, from 1 up.</param>
    /// <param name="gamma">γ, above 0; <see langword="null"/> for 1 / (p · variance of all features).</param>
    /// <param name="coefficient">r, from 0 up for a Mercer kernel.</param>
    public static Kernel Polynomial(int degree = 3, double? gamma = null, double coefficient = 0) => new PolynomialKernel(degree, gamma, coefficient);

    /// <summary>tanh(γ·xᵀz + r): no Mercer kernel for most γ and r, and then the dual may have several local optima.</summary>
    /// <param name="gamma">γ; <see langword="null"/> for 1 / (p · variance of all features).</param>
    /// <param name="coefficient">r.</param>
    public static Kernel Sigmoid(double? gamma = null, double coefficient = 0) => new SigmoidKernel(gamma, coefficient);

    /// <summary>A kernel of one's own. Its models cannot be saved.</summary>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="similarity">The similarity of two rows; symmetric, finite, and thread-safe.</param>
    public static Kernel Of(string name, Func<float[], float[], double> similarity) => new DelegateKernel(name, similarity);

    /// <summary>Similarities that are known: the features of row i are its similarities to the n training rows.</summary>
    public static Kernel Precomputed { get; } = new PrecomputedKernel();

    /// <summary>The kernel's name.</summary>
    public abstract string Name { get; }

    /// <summary>Whether it looks at squared distances rather than products.</summary>
    internal virtual bool IsOfDistances => false;

    /// <summary>Turns products, or squared distances, into similarities.</summary>
    internal virtual void Apply(Span<float> values)
    {
    }

    /// <summary>The kernel with numbers in the place of defaults that depend on the rows.</summary>
    /// <param name="usual">1 / (p · variance of all features).</param>
    internal virtual Kernel With(double usual) => this;

    /// <summary>What is wrong with the options; <see langword="null"/> for nothing.</summary>
    internal virtual string? Fault => null;
}
