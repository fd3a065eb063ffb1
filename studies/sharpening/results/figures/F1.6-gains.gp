# F1.6 Gains by arm and region
# Draws F1.6-gains.svg from F1.6-gains.tsv: gnuplot F1.6-gains.gp
reset
if (!exists("output")) output = 'F1.6-gains.svg'
data = 'F1.6-gains.tsv'
set encoding utf8
set terminal svg size 660,703 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_F1_6_gains'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'Gains by arm and region' at screen 0.02121, screen 0.96871 left font 'sans-serif Bold,16' tc rgb '#111111' front

# Panel 1: 
set lmargin at screen 0.18473; set rmargin at screen 0.86061
set tmargin at screen 0.93030; set bmargin at screen 0.13738
unset logscale x; set xrange [-0.5:5.5]
unset logscale y; set yrange [14.5:-0.5]
set xtics rotate by 35 right ('id, k = 1' 0.0, 'id, k = 64' 1.0, 'edge, k = 1' 2.0, 'edge, k = 2^12' 3.0, 'hard, k = 1' 4.0, 'hard, k = 2^12' 5.0) font ',12' tc rgb '#333333'
set ytics ('rl_id' 0.0, 'rl_edge' 1.0, 'rl_edge_again' 2.0, 'rl_mix' 3.0, 'rl_rand' 4.0, 'rl_style' 5.0, 'rl_sharpen' 6.0, 'rl_hard' 7.0, 'rl_hard_warm' 8.0, 'rl_hard_10' 9.0, 'rl_hard_30' 10.0, 'clean_rl_id' 11.0, 'clean_rl_edge' 12.0, 'thin_rl_edge' 13.0, 'thin_rl_hard' 14.0) font ',12' tc rgb '#333333'
unset grid
set label 'set' at screen 0.52267, screen 0.02987 center font 'sans-serif,13' tc rgb '#222222' front
set label 'arm' at screen 0.02727, screen 0.53384 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
set object rectangle from screen 0.18473, screen 0.13738 to screen 0.86061, screen 0.93030 back fc rgb '#eeeeee' fs solid noborder
set label 'Δ pass@k (probability)' at screen 0.94586, screen 0.53384 center rotate by 90 font 'sans-serif,12' tc rgb '#222222' front
set palette maxcolors 48 defined (0 '#7BAFDE', 1 '#F7F7F7', 2 '#F4A582')
set cbrange [-0.4328677563276244:0.4328677563276244]
set cbtics ('0' -0.0) font ',11' tc rgb '#333333'
set colorbox vertical user origin screen 0.88182, screen 0.13738 size screen 0.01818, screen 0.79291 noborder
plot data skip 1 every ::0::89 using ($8 == $8 ? $4 : NaN):5:($4-0.5):($4+0.5):($5-0.5):($5+0.5):8 with boxxyerror fs solid 1 border lc rgb '#ffffff' lc palette notitle, \
     data skip 1 every ::0::89 using 4:5:9 with labels font ',12' tc rgb '#111111' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
