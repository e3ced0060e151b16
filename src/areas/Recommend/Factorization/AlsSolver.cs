namespace Kirana.Recommend.Factorization;

/// <summary>How a row's least-squares system is solved in each half sweep.</summary>
public enum AlsSolver
{
    /// <summary>A few steps of conjugate gradients from zero, and later from the row's last vector (Takács, Pilászy and Tikk, "Applications of the conjugate
    /// gradient method for implicit feedback collaborative filtering", RecSys 2011), preconditioned in a basis in which what rows have
    /// in common is diagonal: O(entries·k) a step and O(k²) a row.</summary>
    ConjugateGradient,

    /// <summary>Exactly, by Cholesky's decomposition: O(entries·k² + k³) a row.</summary>
    Cholesky,
}
