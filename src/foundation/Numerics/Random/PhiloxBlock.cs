using System.Runtime.CompilerServices;

namespace Kirana.Numerics.Random;

/// <summary>The four words that one counter gives.</summary>
[InlineArray(Words)]
internal struct PhiloxBlock
{
    public const int Words = 4;

    private uint _first;
}
