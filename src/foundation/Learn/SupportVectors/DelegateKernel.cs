namespace Kirana.Learn.SupportVectors;

/// <summary>A kernel of the caller's.</summary>
internal sealed record DelegateKernel(string KernelName, Func<float[], float[], double> Similarity) : Kernel
{
    public override string Name => KernelName;

    internal override string? Fault => Similarity is null ? "there is no similarity; expected a function of two rows" : null;
}
