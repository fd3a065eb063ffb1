# F2.2 Strict pass@1 on every set, each arm at its best temperature
# Draws F2.2-levels.svg from F2.2-levels.tsv: gnuplot F2.2-levels.gp
reset
if (!exists("output")) output = 'F2.2-levels.svg'
data = 'F2.2-levels.tsv'
set encoding utf8
set terminal svg size 1200,754 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_F2_2_levels'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'Strict pass@1 on every set, each arm at its best temperature' at screen 0.01167, screen 0.97082 left font 'sans-serif Bold,16' tc rgb '#111111' front
set arrow from screen 0.12523, screen 0.06233 to screen 0.12523, screen 0.04111 nohead front lw 1.5 lc rgb '#333333'
set label '' at screen 0.12523, screen 0.05172 point pt 7 ps 0.8 lc rgb '#333333' front
set label 'base' at screen 0.14523, screen 0.05172 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.23850, screen 0.06233 to screen 0.23850, screen 0.04111 nohead front lw 1.5 lc rgb '#0072B2'
set label '' at screen 0.23850, screen 0.05172 point pt 7 ps 0.8 lc rgb '#0072B2' front
set label 'grpo' at screen 0.25850, screen 0.05172 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.35177, screen 0.06233 to screen 0.35177, screen 0.04111 nohead front lw 1.5 lc rgb '#D55E00'
set label '' at screen 0.35177, screen 0.05172 point pt 5 ps 0.8 lc rgb '#D55E00' front
set label 'sft' at screen 0.37177, screen 0.05172 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.46503, screen 0.06233 to screen 0.46503, screen 0.04111 nohead front lw 1.5 lc rgb '#009E73'
set label '' at screen 0.46503, screen 0.05172 point pt 9 ps 0.8 lc rgb '#009E73' front
set label 'sft_slow' at screen 0.48503, screen 0.05172 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.57830, screen 0.06233 to screen 0.57830, screen 0.04111 nohead front lw 1.5 lc rgb '#CC79A7'
set label '' at screen 0.57830, screen 0.05172 point pt 11 ps 0.8 lc rgb '#CC79A7' front
set label 'sft_div' at screen 0.59830, screen 0.05172 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.69157, screen 0.06233 to screen 0.69157, screen 0.04111 nohead front lw 1.5 lc rgb '#E69F00'
set label '' at screen 0.69157, screen 0.05172 point pt 13 ps 0.8 lc rgb '#E69F00' front
set label 'sft_div_fixed' at screen 0.71157, screen 0.05172 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.80483, screen 0.06233 to screen 0.80483, screen 0.04111 nohead front lw 1.5 lc rgb '#56B4E9'
set label '' at screen 0.80483, screen 0.05172 point pt 6 ps 0.8 lc rgb '#56B4E9' front
set label 'switch3' at screen 0.82483, screen 0.05172 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.12523, screen 0.03448 to screen 0.12523, screen 0.01326 nohead front lw 1.5 lc rgb '#882255'
set label '' at screen 0.12523, screen 0.02387 point pt 4 ps 0.8 lc rgb '#882255' front
set label 'iterrft' at screen 0.14523, screen 0.02387 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.23850, screen 0.03448 to screen 0.23850, screen 0.01326 nohead front lw 1.5 lc rgb '#999933'
set label '' at screen 0.23850, screen 0.02387 point pt 8 ps 0.8 lc rgb '#999933' front
set label 'grpo_8' at screen 0.25850, screen 0.02387 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.35177, screen 0.03448 to screen 0.35177, screen 0.01326 nohead front lw 1.5 lc rgb '#0072B2'
set label '' at screen 0.35177, screen 0.02387 point pt 5 ps 0.8 lc rgb '#0072B2' front
set label 'sft_8' at screen 0.37177, screen 0.02387 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.46503, screen 0.03448 to screen 0.46503, screen 0.01326 nohead front lw 1.5 lc rgb '#D55E00'
set label '' at screen 0.46503, screen 0.02387 point pt 9 ps 0.8 lc rgb '#D55E00' front
set label 'grpo_512' at screen 0.48503, screen 0.02387 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.57830, screen 0.03448 to screen 0.57830, screen 0.01326 nohead front lw 1.5 lc rgb '#009E73'
set label '' at screen 0.57830, screen 0.02387 point pt 11 ps 0.8 lc rgb '#009E73' front
set label 'sft_512' at screen 0.59830, screen 0.02387 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.69157, screen 0.03448 to screen 0.69157, screen 0.01326 nohead front lw 1.5 lc rgb '#CC79A7'
set label '' at screen 0.69157, screen 0.02387 point pt 13 ps 0.8 lc rgb '#CC79A7' front
set label 'grpo_fresh' at screen 0.71157, screen 0.02387 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.80483, screen 0.03448 to screen 0.80483, screen 0.01326 nohead front lw 1.5 lc rgb '#E69F00'
set label '' at screen 0.80483, screen 0.02387 point pt 6 ps 0.8 lc rgb '#E69F00' front
set label 'sft_fresh' at screen 0.82483, screen 0.02387 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: id
set lmargin at screen 0.04960; set rmargin at screen 0.32000
set tmargin at screen 0.91114; set bmargin at screen 0.62583
unset logscale x; set xrange [0.5:14.5]
unset logscale y; set yrange [0.0:1.0]
set xtics rotate by 35 right ('base' 1.0, 'grpo' 2.0, 'sft' 3.0, 'sft_slow' 4.0, 'sft_div' 5.0, 'sft_div_fixed' 6.0, 'switch3' 7.0, 'iterrft' 8.0, 'grpo_8' 9.0, 'sft_8' 10.0, 'grpo_512' 11.0, 'sft_512' 12.0, 'grpo_fresh' 13.0, 'sft_fresh' 14.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'id' at screen 0.04960, screen 0.92706 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'arm' at screen 0.18480, screen 0.53316 center font 'sans-serif,13' tc rgb '#222222' front
set label 'pass@1 at the best temperature' at screen 0.01500, screen 0.76848 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::0::0 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::1::1 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::2::2 using 4:5:6:7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#D55E00' notitle, \
     data skip 1 every ::3::3 using 4:5:6:7 with yerrorbars pt 9 ps 0.8 lw 1.5 lc rgb '#009E73' notitle, \
     data skip 1 every ::4::4 using 4:5:6:7 with yerrorbars pt 11 ps 0.8 lw 1.5 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::5::5 using 4:5:6:7 with yerrorbars pt 13 ps 0.8 lw 1.5 lc rgb '#E69F00' notitle, \
     data skip 1 every ::6::6 using 4:5:6:7 with yerrorbars pt 6 ps 0.8 lw 1.5 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::7::7 using 4:5:6:7 with yerrorbars pt 4 ps 0.8 lw 1.5 lc rgb '#882255' notitle, \
     data skip 1 every ::8::8 using 4:5:6:7 with yerrorbars pt 8 ps 0.8 lw 1.5 lc rgb '#999933' notitle, \
     data skip 1 every ::9::9 using 4:5:6:7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::10::10 using 4:5:6:7 with yerrorbars pt 9 ps 0.8 lw 1.5 lc rgb '#D55E00' notitle, \
     data skip 1 every ::11::11 using 4:5:6:7 with yerrorbars pt 11 ps 0.8 lw 1.5 lc rgb '#009E73' notitle, \
     data skip 1 every ::12::12 using 4:5:6:7 with yerrorbars pt 13 ps 0.8 lw 1.5 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::13::13 using 4:5:6:7 with yerrorbars pt 6 ps 0.8 lw 1.5 lc rgb '#E69F00' notitle, \
     data skip 1 every ::0::0 using 4:5:(sprintf('base: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1::1 using 4:5:(sprintf('grpo: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::2::2 using 4:5:(sprintf('sft: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::3::3 using 4:5:(sprintf('sft_slow: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::4::4 using 4:5:(sprintf('sft_div: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::5::5 using 4:5:(sprintf('sft_div_fixed: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::6::6 using 4:5:(sprintf('switch3: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::7::7 using 4:5:(sprintf('iterrft: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::8::8 using 4:5:(sprintf('grpo_8: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::9::9 using 4:5:(sprintf('sft_8: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::10::10 using 4:5:(sprintf('grpo_512: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::11::11 using 4:5:(sprintf('sft_512: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::12::12 using 4:5:(sprintf('grpo_fresh: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::13::13 using 4:5:(sprintf('sft_fresh: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 2: ood
set lmargin at screen 0.36793; set rmargin at screen 0.65333
set tmargin at screen 0.91114; set bmargin at screen 0.62583
unset logscale x; set xrange [0.5:14.5]
unset logscale y; set yrange [0.0:1.0]
set xtics rotate by 35 right ('base' 1.0, 'grpo' 2.0, 'sft' 3.0, 'sft_slow' 4.0, 'sft_div' 5.0, 'sft_div_fixed' 6.0, 'switch3' 7.0, 'iterrft' 8.0, 'grpo_8' 9.0, 'sft_8' 10.0, 'grpo_512' 11.0, 'sft_512' 12.0, 'grpo_fresh' 13.0, 'sft_fresh' 14.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'ood' at screen 0.36793, screen 0.92706 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'arm' at screen 0.51063, screen 0.53316 center font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::14::14 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::15::15 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::16::16 using 4:5:6:7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#D55E00' notitle, \
     data skip 1 every ::17::17 using 4:5:6:7 with yerrorbars pt 9 ps 0.8 lw 1.5 lc rgb '#009E73' notitle, \
     data skip 1 every ::18::18 using 4:5:6:7 with yerrorbars pt 11 ps 0.8 lw 1.5 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::19::19 using 4:5:6:7 with yerrorbars pt 13 ps 0.8 lw 1.5 lc rgb '#E69F00' notitle, \
     data skip 1 every ::20::20 using 4:5:6:7 with yerrorbars pt 6 ps 0.8 lw 1.5 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::21::21 using 4:5:6:7 with yerrorbars pt 4 ps 0.8 lw 1.5 lc rgb '#882255' notitle, \
     data skip 1 every ::22::22 using 4:5:6:7 with yerrorbars pt 8 ps 0.8 lw 1.5 lc rgb '#999933' notitle, \
     data skip 1 every ::23::23 using 4:5:6:7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::24::24 using 4:5:6:7 with yerrorbars pt 9 ps 0.8 lw 1.5 lc rgb '#D55E00' notitle, \
     data skip 1 every ::25::25 using 4:5:6:7 with yerrorbars pt 11 ps 0.8 lw 1.5 lc rgb '#009E73' notitle, \
     data skip 1 every ::26::26 using 4:5:6:7 with yerrorbars pt 13 ps 0.8 lw 1.5 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::27::27 using 4:5:6:7 with yerrorbars pt 6 ps 0.8 lw 1.5 lc rgb '#E69F00' notitle, \
     data skip 1 every ::14::14 using 4:5:(sprintf('base: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::15::15 using 4:5:(sprintf('grpo: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::16::16 using 4:5:(sprintf('sft: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::17::17 using 4:5:(sprintf('sft_slow: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::18::18 using 4:5:(sprintf('sft_div: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::19::19 using 4:5:(sprintf('sft_div_fixed: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::20::20 using 4:5:(sprintf('switch3: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::21::21 using 4:5:(sprintf('iterrft: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::22::22 using 4:5:(sprintf('grpo_8: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::23::23 using 4:5:(sprintf('sft_8: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::24::24 using 4:5:(sprintf('grpo_512: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::25::25 using 4:5:(sprintf('sft_512: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::26::26 using 4:5:(sprintf('grpo_fresh: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::27::27 using 4:5:(sprintf('sft_fresh: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 3: ood_uniform
set lmargin at screen 0.70127; set rmargin at screen 0.98667
set tmargin at screen 0.91114; set bmargin at screen 0.62583
unset logscale x; set xrange [0.5:14.5]
unset logscale y; set yrange [0.0:1.0]
set xtics rotate by 35 right ('base' 1.0, 'grpo' 2.0, 'sft' 3.0, 'sft_slow' 4.0, 'sft_div' 5.0, 'sft_div_fixed' 6.0, 'switch3' 7.0, 'iterrft' 8.0, 'grpo_8' 9.0, 'sft_8' 10.0, 'grpo_512' 11.0, 'sft_512' 12.0, 'grpo_fresh' 13.0, 'sft_fresh' 14.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'ood_uniform' at screen 0.70127, screen 0.92706 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'arm' at screen 0.84397, screen 0.53316 center font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::28::28 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::29::29 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::30::30 using 4:5:6:7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#D55E00' notitle, \
     data skip 1 every ::31::31 using 4:5:6:7 with yerrorbars pt 9 ps 0.8 lw 1.5 lc rgb '#009E73' notitle, \
     data skip 1 every ::32::32 using 4:5:6:7 with yerrorbars pt 11 ps 0.8 lw 1.5 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::33::33 using 4:5:6:7 with yerrorbars pt 13 ps 0.8 lw 1.5 lc rgb '#E69F00' notitle, \
     data skip 1 every ::34::34 using 4:5:6:7 with yerrorbars pt 6 ps 0.8 lw 1.5 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::35::35 using 4:5:6:7 with yerrorbars pt 4 ps 0.8 lw 1.5 lc rgb '#882255' notitle, \
     data skip 1 every ::36::36 using 4:5:6:7 with yerrorbars pt 8 ps 0.8 lw 1.5 lc rgb '#999933' notitle, \
     data skip 1 every ::37::37 using 4:5:6:7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::38::38 using 4:5:6:7 with yerrorbars pt 9 ps 0.8 lw 1.5 lc rgb '#D55E00' notitle, \
     data skip 1 every ::39::39 using 4:5:6:7 with yerrorbars pt 11 ps 0.8 lw 1.5 lc rgb '#009E73' notitle, \
     data skip 1 every ::40::40 using 4:5:6:7 with yerrorbars pt 13 ps 0.8 lw 1.5 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::41::41 using 4:5:6:7 with yerrorbars pt 6 ps 0.8 lw 1.5 lc rgb '#E69F00' notitle, \
     data skip 1 every ::28::28 using 4:5:(sprintf('base: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::29::29 using 4:5:(sprintf('grpo: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::30::30 using 4:5:(sprintf('sft: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::31::31 using 4:5:(sprintf('sft_slow: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::32::32 using 4:5:(sprintf('sft_div: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::33::33 using 4:5:(sprintf('sft_div_fixed: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::34::34 using 4:5:(sprintf('switch3: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::35::35 using 4:5:(sprintf('iterrft: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::36::36 using 4:5:(sprintf('grpo_8: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::37::37 using 4:5:(sprintf('sft_8: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::38::38 using 4:5:(sprintf('grpo_512: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::39::39 using 4:5:(sprintf('sft_512: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::40::40 using 4:5:(sprintf('grpo_fresh: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::41::41 using 4:5:(sprintf('sft_fresh: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 4: ood_random
set lmargin at screen 0.04960; set rmargin at screen 0.32000
set tmargin at screen 0.47347; set bmargin at screen 0.18816
unset logscale x; set xrange [0.5:14.5]
unset logscale y; set yrange [0.0:1.0]
set xtics rotate by 35 right ('base' 1.0, 'grpo' 2.0, 'sft' 3.0, 'sft_slow' 4.0, 'sft_div' 5.0, 'sft_div_fixed' 6.0, 'switch3' 7.0, 'iterrft' 8.0, 'grpo_8' 9.0, 'sft_8' 10.0, 'grpo_512' 11.0, 'sft_512' 12.0, 'grpo_fresh' 13.0, 'sft_fresh' 14.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'ood_random' at screen 0.04960, screen 0.48939 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'arm' at screen 0.18480, screen 0.09549 center font 'sans-serif,13' tc rgb '#222222' front
set label 'pass@1 at the best temperature' at screen 0.01500, screen 0.33082 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::42::42 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::43::43 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::44::44 using 4:5:6:7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#D55E00' notitle, \
     data skip 1 every ::45::45 using 4:5:6:7 with yerrorbars pt 9 ps 0.8 lw 1.5 lc rgb '#009E73' notitle, \
     data skip 1 every ::46::46 using 4:5:6:7 with yerrorbars pt 11 ps 0.8 lw 1.5 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::47::47 using 4:5:6:7 with yerrorbars pt 13 ps 0.8 lw 1.5 lc rgb '#E69F00' notitle, \
     data skip 1 every ::48::48 using 4:5:6:7 with yerrorbars pt 6 ps 0.8 lw 1.5 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::49::49 using 4:5:6:7 with yerrorbars pt 4 ps 0.8 lw 1.5 lc rgb '#882255' notitle, \
     data skip 1 every ::50::50 using 4:5:6:7 with yerrorbars pt 8 ps 0.8 lw 1.5 lc rgb '#999933' notitle, \
     data skip 1 every ::51::51 using 4:5:6:7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::52::52 using 4:5:6:7 with yerrorbars pt 9 ps 0.8 lw 1.5 lc rgb '#D55E00' notitle, \
     data skip 1 every ::53::53 using 4:5:6:7 with yerrorbars pt 11 ps 0.8 lw 1.5 lc rgb '#009E73' notitle, \
     data skip 1 every ::54::54 using 4:5:6:7 with yerrorbars pt 13 ps 0.8 lw 1.5 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::55::55 using 4:5:6:7 with yerrorbars pt 6 ps 0.8 lw 1.5 lc rgb '#E69F00' notitle, \
     data skip 1 every ::42::42 using 4:5:(sprintf('base: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::43::43 using 4:5:(sprintf('grpo: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::44::44 using 4:5:(sprintf('sft: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::45::45 using 4:5:(sprintf('sft_slow: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::46::46 using 4:5:(sprintf('sft_div: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::47::47 using 4:5:(sprintf('sft_div_fixed: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::48::48 using 4:5:(sprintf('switch3: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::49::49 using 4:5:(sprintf('iterrft: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::50::50 using 4:5:(sprintf('grpo_8: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::51::51 using 4:5:(sprintf('sft_8: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::52::52 using 4:5:(sprintf('grpo_512: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::53::53 using 4:5:(sprintf('sft_512: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::54::54 using 4:5:(sprintf('grpo_fresh: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::55::55 using 4:5:(sprintf('sft_fresh: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 5: r1
set lmargin at screen 0.36793; set rmargin at screen 0.65333
set tmargin at screen 0.47347; set bmargin at screen 0.18816
unset logscale x; set xrange [0.5:14.5]
unset logscale y; set yrange [0.0:1.0]
set xtics rotate by 35 right ('base' 1.0, 'grpo' 2.0, 'sft' 3.0, 'sft_slow' 4.0, 'sft_div' 5.0, 'sft_div_fixed' 6.0, 'switch3' 7.0, 'iterrft' 8.0, 'grpo_8' 9.0, 'sft_8' 10.0, 'grpo_512' 11.0, 'sft_512' 12.0, 'grpo_fresh' 13.0, 'sft_fresh' 14.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'r1' at screen 0.36793, screen 0.48939 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'arm' at screen 0.51063, screen 0.09549 center font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::56::56 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::57::57 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::58::58 using 4:5:6:7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#D55E00' notitle, \
     data skip 1 every ::59::59 using 4:5:6:7 with yerrorbars pt 9 ps 0.8 lw 1.5 lc rgb '#009E73' notitle, \
     data skip 1 every ::60::60 using 4:5:6:7 with yerrorbars pt 11 ps 0.8 lw 1.5 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::61::61 using 4:5:6:7 with yerrorbars pt 13 ps 0.8 lw 1.5 lc rgb '#E69F00' notitle, \
     data skip 1 every ::62::62 using 4:5:6:7 with yerrorbars pt 6 ps 0.8 lw 1.5 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::63::63 using 4:5:6:7 with yerrorbars pt 4 ps 0.8 lw 1.5 lc rgb '#882255' notitle, \
     data skip 1 every ::64::64 using 4:5:6:7 with yerrorbars pt 8 ps 0.8 lw 1.5 lc rgb '#999933' notitle, \
     data skip 1 every ::65::65 using 4:5:6:7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::66::66 using 4:5:6:7 with yerrorbars pt 9 ps 0.8 lw 1.5 lc rgb '#D55E00' notitle, \
     data skip 1 every ::67::67 using 4:5:6:7 with yerrorbars pt 11 ps 0.8 lw 1.5 lc rgb '#009E73' notitle, \
     data skip 1 every ::68::68 using 4:5:6:7 with yerrorbars pt 13 ps 0.8 lw 1.5 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::69::69 using 4:5:6:7 with yerrorbars pt 6 ps 0.8 lw 1.5 lc rgb '#E69F00' notitle, \
     data skip 1 every ::56::56 using 4:5:(sprintf('base: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::57::57 using 4:5:(sprintf('grpo: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::58::58 using 4:5:(sprintf('sft: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::59::59 using 4:5:(sprintf('sft_slow: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::60::60 using 4:5:(sprintf('sft_div: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::61::61 using 4:5:(sprintf('sft_div_fixed: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::62::62 using 4:5:(sprintf('switch3: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::63::63 using 4:5:(sprintf('iterrft: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::64::64 using 4:5:(sprintf('grpo_8: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::65::65 using 4:5:(sprintf('sft_8: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::66::66 using 4:5:(sprintf('grpo_512: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::67::67 using 4:5:(sprintf('sft_512: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::68::68 using 4:5:(sprintf('grpo_fresh: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::69::69 using 4:5:(sprintf('sft_fresh: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 6: r2
set lmargin at screen 0.70127; set rmargin at screen 0.98667
set tmargin at screen 0.47347; set bmargin at screen 0.18816
unset logscale x; set xrange [0.5:14.5]
unset logscale y; set yrange [0.0:1.0]
set xtics rotate by 35 right ('base' 1.0, 'grpo' 2.0, 'sft' 3.0, 'sft_slow' 4.0, 'sft_div' 5.0, 'sft_div_fixed' 6.0, 'switch3' 7.0, 'iterrft' 8.0, 'grpo_8' 9.0, 'sft_8' 10.0, 'grpo_512' 11.0, 'sft_512' 12.0, 'grpo_fresh' 13.0, 'sft_fresh' 14.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'r2' at screen 0.70127, screen 0.48939 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'arm' at screen 0.84397, screen 0.09549 center font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::70::70 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::71::71 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::72::72 using 4:5:6:7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#D55E00' notitle, \
     data skip 1 every ::73::73 using 4:5:6:7 with yerrorbars pt 9 ps 0.8 lw 1.5 lc rgb '#009E73' notitle, \
     data skip 1 every ::74::74 using 4:5:6:7 with yerrorbars pt 11 ps 0.8 lw 1.5 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::75::75 using 4:5:6:7 with yerrorbars pt 13 ps 0.8 lw 1.5 lc rgb '#E69F00' notitle, \
     data skip 1 every ::76::76 using 4:5:6:7 with yerrorbars pt 6 ps 0.8 lw 1.5 lc rgb '#56B4E9' notitle, \
     data skip 1 every ::77::77 using 4:5:6:7 with yerrorbars pt 4 ps 0.8 lw 1.5 lc rgb '#882255' notitle, \
     data skip 1 every ::78::78 using 4:5:6:7 with yerrorbars pt 8 ps 0.8 lw 1.5 lc rgb '#999933' notitle, \
     data skip 1 every ::79::79 using 4:5:6:7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::80::80 using 4:5:6:7 with yerrorbars pt 9 ps 0.8 lw 1.5 lc rgb '#D55E00' notitle, \
     data skip 1 every ::81::81 using 4:5:6:7 with yerrorbars pt 11 ps 0.8 lw 1.5 lc rgb '#009E73' notitle, \
     data skip 1 every ::82::82 using 4:5:6:7 with yerrorbars pt 13 ps 0.8 lw 1.5 lc rgb '#CC79A7' notitle, \
     data skip 1 every ::83::83 using 4:5:6:7 with yerrorbars pt 6 ps 0.8 lw 1.5 lc rgb '#E69F00' notitle, \
     data skip 1 every ::70::70 using 4:5:(sprintf('base: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::71::71 using 4:5:(sprintf('grpo: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::72::72 using 4:5:(sprintf('sft: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::73::73 using 4:5:(sprintf('sft_slow: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::74::74 using 4:5:(sprintf('sft_div: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::75::75 using 4:5:(sprintf('sft_div_fixed: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::76::76 using 4:5:(sprintf('switch3: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::77::77 using 4:5:(sprintf('iterrft: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::78::78 using 4:5:(sprintf('grpo_8: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::79::79 using 4:5:(sprintf('sft_8: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::80::80 using 4:5:(sprintf('grpo_512: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::81::81 using 4:5:(sprintf('sft_512: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::82::82 using 4:5:(sprintf('grpo_fresh: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::83::83 using 4:5:(sprintf('sft_fresh: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
