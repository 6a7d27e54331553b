using System.Runtime.InteropServices;

namespace StackOne.Ats.Client.Fuzz;

/// <summary>Makes inputs out of valid ones, which come first. Each is a function of seed and index alone, so that it can be made again.</summary>
internal sealed class Mutator(byte[][] corpus, byte[][] tokens, int seed)
{
    /// <summary>Longer inputs find little that shorter ones do not, and take their time.</summary>
    private const int Longest = 20_000;

    private const int MostOfAValue = 1_000;

    internal byte[] Make(long index)
    {
        if (index < corpus.Length)
        {
            return corpus[index];
        }

        var random = new Random(HashOf(index));
        List<byte> bytes = [.. Pick(corpus, random)];
        // Few mutations keep close to what is valid, where the deep paths are; many leave it.
        for (int count = random.Next(1, 2 << random.Next(4)); count > 0; count--)
        {
            Mutate(bytes, random);
        }

        if (bytes.Count > Longest)
        {
            bytes.RemoveRange(Longest, bytes.Count - Longest);
        }

        return [.. bytes];
    }

    private int HashOf(long index) => unchecked((int)(((ulong)(index + 1) * 0x9E3779B97F4A7C15 + ((ulong)seed * 0xC2B2AE3D27D4EB4F)) >> 32));

    private void Mutate(List<byte> bytes, Random random)
    {
        int at = random.Next(bytes.Count + 1);
        int length = random.Next(Math.Min(bytes.Count - at, 1 << random.Next(11)) + 1);
        switch (random.Next(10))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.Insert(at, (byte)random.Next(256));
                break;
            case 3:
                bytes.RemoveRange(at, length);
                break;
            case 4:
                byte[] other = Pick(corpus, random);
                int from = random.Next(other.Length + 1);
                bytes.InsertRange(at, other[from..random.Next(from, other.Length + 1)]);
                break;
            case 5:
                byte[] piece = [.. bytes.GetRange(at, length)];
                for (int times = random.Next(1, 2 << random.Next(7)); times > 0 && bytes.Count <= Longest; times--)
                {
                    bytes.InsertRange(at, piece);
                }

                break;
            case 6:
                byte[] token = Pick(tokens, random);
                // Half of them take the place of what stands there.
                bytes.RemoveRange(at, random.Next(2) * Math.Min(token.Length, bytes.Count - at));
                bytes.InsertRange(at, token);
                break;
            case 7 when random.Next(4) == 0:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case >= 8 when at < bytes.Count:
                byte[] donor = Pick(random.Next(2) == 0 ? corpus : tokens, random);
                byte[] value = random.Next(2) == 0 || donor.Length == 0 ? donor : donor[Structure.ValueAfter(donor, random.Next(donor.Length))];
                var (start, count) = Structure.ValueAfter(CollectionsMarshal.AsSpan(bytes), at).GetOffsetAndLength(bytes.Count);
                bytes.RemoveRange(start, count);
                bytes.InsertRange(start, value.Length < MostOfAValue ? value : []);
                break;
            default:
                break;
        }
    }

    private static byte[] Pick(byte[][] from, Random random) => from[random.Next(from.Length)];
}
