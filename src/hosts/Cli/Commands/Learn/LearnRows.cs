namespace Kirana.Cli.Commands.Learn;

/// <summary>Rows by what they were for.</summary>
/// <param name="Train">Learnt from.</param>
/// <param name="Validation">Watched to end the training; 0 if there were none.</param>
/// <param name="Test">Judged by.</param>
internal sealed record LearnRows(int Train, int Validation, int Test);
