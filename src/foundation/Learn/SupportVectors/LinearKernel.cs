namespace Kirana.Learn.SupportVectors;

/// <summary>xᵀz.</summary>
internal sealed record LinearKernel : Kernel
{
    public override string Name => "linear";
}
